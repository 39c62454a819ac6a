import { closeSync, fchmodSync, fsyncSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { FileAccess } from '../../common/node/file-mode.ts'

/**
 * Creates a file that only its owner can read. It never follows a link, and removes an incomplete file when the disk is full.
 * @throws the system's error; EEXIST if a file or a link of that name exists.
 */
export function writeNewPrivateFile(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    // The mode above is reduced by the umask.
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

/** The owner and mode of a file; undefined on Windows, which has other permissions, and if there is no file. */
export function accessOf(path: string): FileAccess | undefined {
  return process.platform === 'win32' ? undefined : statSync(path, { throwIfNoEntry: false })
}
