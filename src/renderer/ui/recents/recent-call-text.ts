import type { EndedCall } from '../../../shared/domain/phone.ts'
import { isMissed } from '../../../shared/domain/selectors.ts'
import { isMessageKey, t, type MessageKey } from '../../../shared/messages/translate.ts'

/** What became of a call of the past, in a word or two; `missed` ones ask for attention. */
export interface RecentCallText {
  readonly text: string
  readonly missed: boolean
}

export function recentCallText(call: EndedCall): RecentCallText {
  if (call.direction === 'outgoing') return { text: t(outgoingKey(call)), missed: false }
  if (!isMissed(call)) return { text: t(incomingKey(call)), missed: false }
  return {
    text: t(call.endReason === 'rejected-dnd' ? 'recents.missed-dnd' : 'recents.missed'),
    missed: true,
  }
}

function incomingKey({ endReason, connectedAt }: EndedCall) {
  if (endReason === 'rejected' || endReason === 'app-terminated')
    return `recents.incoming.${endReason}` as const
  return connectedAt === null ? 'recents.incoming.failed' : 'recents.incoming'
}

function outgoingKey({ endReason, connectedAt }: EndedCall) {
  if (endReason === 'app-terminated') return 'recents.outgoing.app-terminated'
  if (connectedAt !== null) return 'recents.outgoing'
  const own: string = `recents.outgoing.${endReason}`
  return isOutgoingKey(own) ? own : 'recents.outgoing.failed'
}

type OutgoingKey = Extract<MessageKey, `recents.outgoing.${string}`>

function isOutgoingKey(key: string): key is OutgoingKey {
  return isMessageKey(key)
}

/** How long it lasted in milliseconds, or null: it was never answered, or nobody saw its end. */
export function talkTime({ connectedAt, endedAt, endReason }: EndedCall): number | null {
  return connectedAt === null || endReason === 'app-terminated' ? null : endedAt - connectedAt
}

/** Calls of all lives of the program: an id is unique within one of them only. */
export function recentKey({ id, startedAt }: EndedCall): string {
  return `${startedAt} ${id}`
}
