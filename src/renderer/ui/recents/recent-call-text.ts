import type { EndedCall } from '../../../shared/domain/phone.ts'
import { isMissed } from '../../../shared/domain/selectors.ts'

/** What became of a call of the past, in a word or two; `missed` ones ask for attention. */
export interface RecentCallText {
  readonly text: string
  readonly missed: boolean
}

const APP_TERMINATED = 'cut off when Offhook stopped'

export function recentCallText(call: EndedCall): RecentCallText {
  return call.direction === 'incoming' ? incoming(call) : outgoing(call)
}

function incoming(call: EndedCall): RecentCallText {
  if (isMissed(call)) {
    const dnd = call.endReason === 'rejected-dnd'
    return { text: dnd ? 'Missed, do not disturb' : 'Missed', missed: true }
  }
  if (call.endReason === 'rejected') return { text: 'Rejected', missed: false }
  if (call.endReason === 'app-terminated') return { text: `Incoming, ${APP_TERMINATED}`, missed: false }
  return { text: call.connectedAt === null ? 'Incoming, failed' : 'Incoming', missed: false }
}

function outgoing(call: EndedCall): RecentCallText {
  if (call.endReason === 'app-terminated') return { text: `Outgoing, ${APP_TERMINATED}`, missed: false }
  if (call.connectedAt !== null) return { text: 'Outgoing', missed: false }
  switch (call.endReason) {
    case 'busy':
      return { text: 'Outgoing, busy', missed: false }
    case 'no-answer':
      return { text: 'Outgoing, no answer', missed: false }
    case 'declined':
      return { text: 'Outgoing, declined', missed: false }
    case 'canceled':
      return { text: 'Outgoing, cancelled', missed: false }
    case 'unreachable':
      return { text: 'Outgoing, not reached', missed: false }
    case 'not-answered':
      return { text: 'Outgoing, not answered', missed: false }
    default:
      return { text: 'Outgoing, failed', missed: false }
  }
}

/** How long it lasted in milliseconds, or null: it was never answered, or nobody saw its end. */
export function talkTime({ connectedAt, endedAt, endReason }: EndedCall): number | null {
  return connectedAt === null || endReason === 'app-terminated' ? null : endedAt - connectedAt
}

/** Calls of all lives of the program: an id is unique within one of them only. */
export function recentKey({ id, startedAt }: EndedCall): string {
  return `${startedAt} ${id}`
}
