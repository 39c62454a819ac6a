import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import type { FileAccess } from './file-mode.ts'

/**
 * Writes a file that only its owner can read. The content goes to a new file that then replaces the old one, so that a full disk
 * never leaves an incomplete file. The new file has an unpredictable name and must not exist, so that it is never a link or another
 * user's file.
 * @throws Error with a readable message if `path` is a symbolic link; the system's error if the file cannot be written.
 */
export function writePrivateFile(path: string, text: string): void {
  const before = statOf(path)
  if (before?.isSymbolicLink()) throw new Error(`${path} is a symbolic link: name the file itself.`)
  const beside = `${path}.${randomBytes(9).toString('hex')}.new`
  const file = openSync(beside, 'wx', 0o600)
  try {
    // Mode and owner do not depend on the umask or the current user: the service that reads the file may run as another user.
    fchmodSync(file, 0o600)
    if (before !== undefined && before.uid !== process.getuid?.()) fchownSync(file, before.uid, before.gid)
    writeFileSync(file, text)
    fsyncSync(file)
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}

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
