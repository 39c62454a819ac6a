import type { Ending } from '../../../shared/phone.ts'

/** Twilio's error numbers, as the SDK gives them with precise signalling errors on. */
const UNANSWERED: Readonly<Record<number, Ending>> = {
  20101: 'not-allowed',
  20104: 'not-allowed',
  20151: 'not-allowed',
  31002: 'not-allowed',
  31201: 'not-allowed',
  31202: 'not-allowed',
  31203: 'not-allowed',
  31401: 'microphone-denied',
  31402: 'microphone-missing',
  31404: 'unreachable',
  31480: 'no-answer',
  31486: 'busy',
  31603: 'rejected-remotely',
}

const BROKEN_OFF = new Set([31000, 31003, 31005, 31009, 53000, 53001, 53405])

/** Errors after which the SDK keeps a call that can never be heard. */
const HOPELESS = new Set([53400, 53402])

export function isHopeless(code: number | null): boolean {
  return code !== null && HOPELESS.has(code)
}

/** "Temporarily unavailable" says that it rang in vain, and as well that there was nothing to ring. */
const UNAVAILABLE = 31480

/** How a call ended that nobody here ended. `code`: the last error heard about it; `alerted`: it had rung there. */
export function endingOf(call: {
  readonly direction: 'incoming' | 'outgoing'
  readonly opened: boolean
  readonly alerted: boolean
  readonly code: number | null
}): Ending {
  if (call.opened)
    return call.code !== null && BROKEN_OFF.has(call.code) ? 'connection-lost' : 'hung-up-remotely'
  if (call.code === null) return call.direction === 'incoming' ? 'missed' : 'failed'
  if (call.code === UNAVAILABLE && !call.alerted) return 'unreachable'
  return UNANSWERED[call.code] ?? (BROKEN_OFF.has(call.code) ? 'connection-lost' : 'failed')
}
