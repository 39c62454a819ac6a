import { durationOf, type Leg } from '../model/leg.ts'
import type { CallStatus } from '../model/hangup-causes.ts'
import type { Parameters } from './webhooks.ts'

/** `Tue, 31 Aug 2010 20:36:28 +0000` */
export function rfc2822(ms: number): string {
  return new Date(ms).toUTCString().replace('GMT', '+0000')
}

/** The parameters of a status callback, except those of the parties. `sequence` counts the callbacks of one leg, from 0. */
export function progressParameters(leg: Leg, status: CallStatus, now: number, sequence: number): Parameters {
  const over = leg.endedAt !== undefined
  const seconds = durationOf(leg, now)
  return {
    CallStatus: status,
    CallbackSource: 'call-progress-events',
    Timestamp: rfc2822(now),
    SequenceNumber: String(sequence),
    ...(over
      ? {
          CallDuration: String(seconds),
          Duration: String(Math.ceil(seconds / 60)),
          SipResponseCode: sipResponseCode(status),
        }
      : {}),
  }
}

/** The SIP status of an ended leg: 487 when it was canceled, or timed out while ringing. */
function sipResponseCode(status: CallStatus): string {
  switch (status) {
    case 'busy':
      return '486'
    case 'failed':
      return '404'
    case 'no-answer':
    case 'canceled':
      return '487'
    default:
      return '200'
  }
}
