import {
  closeSync,
  fdatasync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { reasonOf, type Log } from './log.ts'

/** Lines of text on the disk, added one by one. */
export interface LineFile {
  /** Every whole line there is, oldest first; none when there is no file yet. */
  read(): string[]
  /**
   * Adds a line. When it returns, the line survives the end of this program; soon after, the end of the computer.
   * What cannot be written is said in the log, and never stops the phone.
   */
  append(line: string): void
  /** All lines at once: a crash leaves either the old or the new ones. */
  replace(lines: readonly string[]): void
}

/** `path`: absolute; its folder exists. */
export function createLineFile(path: string, log: Log): LineFile {
  let file: number | undefined
  /** Whether a line may have been left half written, by a crash or by a full disk. */
  let isTorn = true

  const complain = (error: unknown) => {
    log.error(`The list of recent calls could not be kept: ${reasonOf(error)}`)
  }

  const shut = () => {
    if (file !== undefined) closeSync(file)
    file = undefined
  }

  return {
    read() {
      try {
        return readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
      } catch (error) {
        if (!isMissing(error)) complain(error)
        return []
      }
    },
    append(line) {
      try {
        file ??= openSync(path, 'a', 0o600)
        // An empty line costs nothing; a line that begins in the middle of a torn one would be lost with it.
        const text = `${isTorn ? '\n' : ''}${line}\n`
        isTorn = true
        const bytes = Buffer.from(text)
        isTorn = writeSync(file, bytes) !== bytes.length
        fdatasync(file, (error) => {
          if (error) complain(error)
        })
      } catch (error) {
        complain(error)
      }
    },
    replace(lines) {
      const fresh = `${path}.new`
      try {
        const next = openSync(fresh, 'w', 0o600)
        try {
          // All of it or an error: a disk that is just full takes a part of one `writeSync` and calls that a success.
          writeFileSync(next, lines.map((line) => `${line}\n`).join(''))
          fsyncSync(next)
        } finally {
          closeSync(next)
        }
        shut()
        renameSync(fresh, path)
        isTorn = false
      } catch (error) {
        complain(error)
      }
    },
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
