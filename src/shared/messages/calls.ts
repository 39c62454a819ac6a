import type { EndedCall, LiveCall, OfflineReason, Registration } from '../domain/phone.ts'
import { displayName } from '../domain/party.ts'
import { t } from './translate.ts'

/** Something said to a person: what is so, and where it helps, what it means or what to do. */
export interface Message {
  readonly title: string
  readonly hint: string | null
}

/** Returns the message that says whether calls can arrive. */
export function registrationMessage(line: Registration): Message {
  switch (line.state) {
    case 'registered':
      return {
        title: t('registration.registered.title'),
        hint: t('registration.registered.hint', { identity: line.identity }),
      }
    case 'connecting':
      return { title: t('registration.connecting.title'), hint: t('registration.connecting.hint') }
    case 'offline':
      return { title: t(`registration.offline.${line.reason}.title`), hint: offlineHint(line.reason) }
    case 'rejected':
      return {
        title: t(`registration.rejected.${line.reason}.title`),
        hint: t(`registration.rejected.${line.reason}.hint`),
      }
  }
}

function offlineHint(reason: OfflineReason): string | null {
  return reason === 'starting' || reason === 'connection-changing'
    ? null
    : t(`registration.offline.${reason}.hint`)
}

/**
 * An application that answers a call before it dials connects the caller first. A busy or unassigned number then looks like a call
 * that ends after a moment, although no person has hung up.
 */
const AT_ONCE_MS = 3_000

function endedAtOnce({ direction, connectedAt, endedAt }: EndedCall): boolean {
  return direction === 'outgoing' && connectedAt !== null && endedAt - connectedAt < AT_ONCE_MS
}

/** The text for the end of a call. `isPractice`: it was on the practice line, where only some numbers exist. */
export function endReasonMessage(call: EndedCall, country: string, isPractice = false): Message {
  const who = displayName(call.party, country)
  const reason = call.endReason
  const title = t(`call.ended.${reason}.title`)
  if (isPractice && reason === 'unreachable')
    return { title, hint: t('call.ended.practice-unreachable.hint') }
  if (reason === 'remote-hangup' && endedAtOnce(call)) return { title, hint: t('call.ended.at-once.hint') }
  return { title, hint: t(`call.ended.${reason}.hint`, { who }) }
}

/** What a call that is not over is doing, in a word or two. */
export function callStateMessage(call: LiveCall): string {
  if (call.state !== 'connected') return t(`call.state.${call.state}`)
  if (call.noAudio) return t('call.state.no-audio')
  return t(call.muted ? 'call.state.muted' : 'call.state.connected')
}
