import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** Settings and recent calls are for their owner's eyes, whatever the folder's own rights. */
const OWNER_ONLY = 0o600

/** Writes a whole file. A crash leaves either the old or the new content. Throws when it cannot be written; then the old one stays. */
export function replaceFile(path: string, content: string): void {
  const target = realPath(path)
  const fresh = `${target}.new`
  try {
    const file = openSync(fresh, 'w', OWNER_ONLY)
    try {
      // All of it or an error: a disk that is just full takes a part of one `writeSync` and calls that a success.
      writeFileSync(file, content)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(fresh, target)
  } catch (error) {
    // A part of the new content must not keep the last free space.
    rmSync(fresh, { force: true })
    throw error
  }
}

/** Where a symbolic link leads, so that it stays one. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
