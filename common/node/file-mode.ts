/** The owner and mode of a file, as `stat` returns them. */
export interface FileAccess {
  readonly mode: number
  readonly uid: number
}

/**
 * Returns a warning about the permissions of a file with secrets, with the command that corrects them; undefined if only its owner can
 * use it, who is `self` or root. `access` is undefined on Windows, which has no such modes.
 */
export function openFileWarning(
  path: string,
  access: FileAccess | undefined,
  self: number | undefined,
): string | undefined {
  if (access === undefined) return undefined
  const { mode, uid } = access
  if (uid !== 0 && uid !== self)
    return `${path} belongs to another user (${uid}), who can change it. Run: chown ${self ?? 'YOU'} ${path}`
  if ((mode & 0o077) === 0) return undefined
  const canWrite = (mode & 0o022) !== 0
  const bits = (mode & 0o777).toString(8).padStart(4, '0')
  return `Other users can ${canWrite ? 'change' : 'read'} ${path} (mode ${bits}). Run: chmod 600 ${path}`
}
