import { parseUsers, type User } from '../config.ts'
import type { JsonLog } from '../../common/log/json-log.ts'

export type UserFile = {
  readonly path: string
  readonly readText: (path: string) => string
  /** A text that changes whenever the file may have changed. Throws if it cannot be read. */
  readonly fileStamp: (path: string) => string
}

/**
 * The users of a file, read again when the file has changed, so that an added or removed user counts from the next request on. A
 * file that is unreadable or invalid is logged and changes nothing.
 */
export function createUserDirectory(
  initial: readonly User[],
  { path, readText, fileStamp }: UserFile,
  log: JsonLog,
): () => readonly User[] {
  let users = initial
  let lastStamp = stampOf(path, fileStamp)

  return () => {
    const stamp = stampOf(path, fileStamp)
    if (stamp === lastStamp) return users
    lastStamp = stamp
    const read = readUsers(path, readText)
    if (read.ok) {
      users = read.users
      log.info('users read again', { entries: users.length })
    } else {
      log.error('users file rejected, the earlier users stay', { problem: read.problem })
    }
    return users
  }
}

function stampOf(path: string, fileStamp: UserFile['fileStamp']): string {
  try {
    return fileStamp(path)
  } catch {
    return 'unreadable'
  }
}

function readUsers(
  path: string,
  readText: UserFile['readText'],
): { ok: true; users: readonly User[] } | { ok: false; problem: string } {
  let value: unknown
  try {
    value = JSON.parse(readText(path))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'not valid JSON'
    return { ok: false, problem: code }
  }
  const parsed = parseUsers(value)
  if (!parsed.ok) return { ok: false, problem: parsed.problems.slice(0, 3).join('; ') }
  if (parsed.users.some(({ secretHash }) => secretHash === undefined))
    return { ok: false, problem: 'a user has no secretHash' }
  return { ok: true, users: parsed.users }
}
