import type { EndedCall } from '../../../shared/domain/phone.ts'
import { isMissed } from '../../../shared/domain/selectors.ts'

/** What became of a call of the past, in a word or two; `missed` ones ask for attention. */
export interface RecentWords {
  readonly words: string
  readonly missed: boolean
}

const CUT_OFF = 'cut off when Offhook stopped'

export function recentWords(call: EndedCall): RecentWords {
  return call.direction === 'incoming' ? incoming(call) : outgoing(call)
}

function incoming(call: EndedCall): RecentWords {
  if (isMissed(call)) {
    const away = call.ending === 'turned-away'
    return { words: away ? 'Missed, do not disturb' : 'Missed', missed: true }
  }
  if (call.ending === 'rejected') return { words: 'Rejected', missed: false }
  if (call.ending === 'stopped') return { words: `Incoming, ${CUT_OFF}`, missed: false }
  return { words: call.openedAt === null ? 'Incoming, failed' : 'Incoming', missed: false }
}

function outgoing(call: EndedCall): RecentWords {
  if (call.ending === 'stopped') return { words: `Outgoing, ${CUT_OFF}`, missed: false }
  if (call.openedAt !== null) return { words: 'Outgoing', missed: false }
  switch (call.ending) {
    case 'busy':
      return { words: 'Outgoing, busy', missed: false }
    case 'no-answer':
      return { words: 'Outgoing, no answer', missed: false }
    case 'rejected-remotely':
      return { words: 'Outgoing, declined', missed: false }
    case 'given-up':
      return { words: 'Outgoing, cancelled', missed: false }
    case 'unreachable':
      return { words: 'Outgoing, not reached', missed: false }
    case 'not-answered':
      return { words: 'Outgoing, not answered', missed: false }
    default:
      return { words: 'Outgoing, failed', missed: false }
  }
}

/** How long it lasted in milliseconds, or null: it was never answered, or nobody saw its end. */
export function lasted({ openedAt, endedAt, ending }: EndedCall): number | null {
  return openedAt === null || ending === 'stopped' ? null : endedAt - openedAt
}

/** Calls of all lives of the program: an id is unique within one of them only. */
export function recentKey({ id, startedAt }: EndedCall): string {
  return `${startedAt} ${id}`
}
