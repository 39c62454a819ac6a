import { closeSync, fdatasync, openSync, readFileSync, writeSync } from 'node:fs'
import { basename } from 'node:path'
import type { Timestamp } from '../../shared/domain/phone.ts'
import { errorCode } from '../lib/error-code.ts'
import { errorMessage, type Log } from '../lib/log.ts'
import { replaceFile } from '../lib/storage/replace-file.ts'
import type { RetryingWriter } from '../lib/storage/retrying-writer.ts'
import { setAside } from '../lib/storage/set-aside.ts'
import type { StorageHealth } from '../lib/storage/storage-health.ts'

/** An append-only file of text lines. A failed write is repeated later and never blocks the phone. */
export interface JsonlFile {
  /** Every whole line there is, oldest first; none when there is no file yet. */
  read(): string[]
  /** Adds a line. If the write succeeds, the line survives a crash of this program at once, and a power failure soon after. */
  append(line: string): void
  /** All lines at once: a crash leaves either the old or the new ones. */
  replace(lines: readonly string[]): void
  /** The file is damaged: it is kept under another name, and a new file with `lines` replaces it. */
  replaceDamaged(lines: readonly string[]): void
}

export interface JsonlFileDeps {
  /** Absolute; its folder exists. */
  readonly path: string
  readonly writer: RetryingWriter
  readonly health: Pick<StorageHealth, 'addDamaged'>
  readonly clock: () => Timestamp
  readonly log: Log
}

export function createJsonlFile({ path, writer, health, clock, log }: JsonlFileDeps): JsonlFile {
  let file: number | undefined
  /** Whether a line may have been left half written, by a crash or by a full disk. */
  let hasPartialLine = true
  let isDamaged = false
  /** The whole content to write; undefined if lines are only added. */
  let whole: readonly string[] | undefined
  /** The lines to append. */
  let added: string[] = []

  const shut = () => {
    if (file !== undefined) closeSync(file)
    file = undefined
  }
  const write = () => {
    if (isDamaged) {
      shut()
      const keptAs = setAside(path, clock())
      isDamaged = false
      health.addDamaged({ file: 'recents', keptAs, connectionRead: true })
    }
    if (whole !== undefined) {
      replaceFile(path, toText(whole))
      shut()
      hasPartialLine = false
      whole = undefined
    }
    if (added.length > 0) append()
  }
  const append = () => {
    file ??= openSync(path, 'a', 0o600)
    // An empty line is harmless; a line appended to a torn one would be lost with it.
    const bytes = Buffer.from(`${hasPartialLine ? '\n' : ''}${toText(added)}`)
    hasPartialLine = true
    if (writeSync(file, bytes) !== bytes.length) throw new PartialWriteError()
    hasPartialLine = false
    added = []
    fdatasync(file, (error) => {
      if (error) log.error(`${basename(path)} may not survive a power failure: ${errorMessage(error)}`)
    })
  }
  const save = () => {
    writer.write(basename(path), write)
  }

  return {
    read() {
      try {
        return readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return []
        log.error(`${basename(path)} cannot be read: ${errorMessage(error)}`)
        isDamaged = true
        save()
        return []
      }
    },
    append(line) {
      added.push(line)
      save()
    },
    replace(lines) {
      whole = lines
      added = []
      save()
    },
    replaceDamaged(lines) {
      isDamaged = true
      whole = lines
      added = []
      save()
    },
  }
}

/** A disk that is almost full accepts a part of the data and reports no error. */
class PartialWriteError extends Error {
  readonly code = 'ENOSPC'
  constructor() {
    super('ENOSPC: only a part was written')
  }
}

function toText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}
