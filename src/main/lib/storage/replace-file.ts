import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** Only the owner may read settings and recent calls, whatever the folder's permissions are. */
const OWNER_ONLY = 0o600

/**
 * Writes a whole file. A crash leaves either the old or the new content. Throws when it cannot be written; then the old content
 * stays.
 */
export function replaceFile(path: string, content: string): void {
  const target = realPath(path)
  const fresh = `${target}.new`
  try {
    const file = openSync(fresh, 'w', OWNER_ONLY)
    try {
      // `writeFileSync` writes all or throws. On an almost full disk one `writeSync` writes a part and reports success.
      writeFileSync(file, content)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(fresh, target)
  } catch (error) {
    // An incomplete new file must not occupy the last free space.
    rmSync(fresh, { force: true })
    throw error
  }
}

/** The target of a symbolic link, so that the link itself is kept. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
