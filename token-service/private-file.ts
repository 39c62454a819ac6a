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
import type { FileAccess } from '../common/file-mode.ts'

/**
 * Writes a file that only its owner can read: a new file beside it takes its place, so that a full disk never leaves half
 * of one. The new file has a name that cannot be guessed and must not exist, so that it is never another's file or a link.
 * @throws Error in words where `path` is a symbolic link; the system's error where it cannot be written.
 */
export function writePrivateFile(path: string, text: string): void {
  const before = statOf(path)
  if (before?.isSymbolicLink()) throw new Error(`${path} is a symbolic link: name the file itself.`)
  const beside = `${path}.${randomBytes(9).toString('hex')}.new`
  const file = openSync(beside, 'wx', 0o600)
  try {
    // Whatever the umask is, and whoever runs this: the service that reads the file may be another user.
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

/** Who may use a file; undefined on Windows, which has other permissions, and where there is no file. */
export function accessOf(path: string): FileAccess | undefined {
  return process.platform === 'win32' ? undefined : statSync(path, { throwIfNoEntry: false })
}
