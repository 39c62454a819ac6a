import { createHash } from 'node:crypto'

/** Windows refuses more than 64 UTF-16 units, and `&` and `=` would break the argument string that holds the id. */
const SAFE = /^[A-Za-z0-9:+_-]{1,56}$/

/**
 * The id of a notification for the operating system, at most 64 characters. `times`: how often this key has been shown,
 * from 1; each showing has its own id, so that closing the earlier one cannot remove this one.
 */
export function toastId(key: string, times: number): string {
  const base = SAFE.test(key) ? key : createHash('sha256').update(key).digest('hex').slice(0, 40)
  // A key contains no full stop, so ids of different keys never collide.
  return times === 1 ? base : `${base}.${times}`
}

/** The id in the argument string of a Windows toast, `type=action&action=0&tag=ID`; null where there is none. */
export function idInArguments(raw: string): string | null {
  const pair = raw.split('&').find((part) => part.startsWith('tag='))
  return pair === undefined ? null : pair.slice('tag='.length)
}
