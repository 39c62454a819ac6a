/** js-yaml 4 brings no types of its own; this is all that we use of it. */
declare module 'js-yaml' {
  /** Throws a YAMLException that names the line. */
  export function load(text: string): unknown
}
