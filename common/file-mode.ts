/**
 * What is wrong with the permissions of a file that holds secrets, as one sentence with what to do; undefined where only
 * its owner can use it. `mode` is that of `stat`; undefined on a system without such modes, Windows.
 */
export function openFileWarning(path: string, mode: number | undefined): string | undefined {
  if (mode === undefined || (mode & 0o077) === 0) return undefined
  const canWrite = (mode & 0o022) !== 0
  const bits = (mode & 0o777).toString(8).padStart(4, '0')
  return `Other users can ${canWrite ? 'change' : 'read'} ${path} (mode ${bits}). Run: chmod 600 ${path}`
}
