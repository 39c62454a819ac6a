/** A file that the build puts beside the program; its absolute path. */
declare module '*?asset' {
  const path: string
  export default path
}
