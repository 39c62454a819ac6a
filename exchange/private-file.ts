import { closeSync, fchmodSync, fsyncSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { FileAccess } from '../common/file-mode.ts'

/**
 * Writes a file that was not there before and that only its owner can read. It never follows a link, and leaves nothing
 * where the disk is full.
 * @throws the system's error, EEXIST where there is a file or a link of that name.
 */
export function writeNewPrivateFile(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    // Whatever the umask is.
    fchmodSync(file, 0o600)
    writeFileSync(file, text)
    fsyncSync(file)
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
}

/** Who may use a file; undefined on Windows, which has other permissions, and where there is no file. */
export function accessOf(path: string): FileAccess | undefined {
  return process.platform === 'win32' ? undefined : statSync(path, { throwIfNoEntry: false })
}
