import type { PhoneEvent } from './events.ts'
import {
  ENDED_KEPT,
  LIVE_KEPT,
  type EndedCall,
  type Ending,
  type Line,
  type LiveCall,
  type Phone,
  type Timestamp,
} from './phone.ts'

/**
 * The next state of the phone. Pure. An event that is unknown, late or about a call that has moved on returns
 * the same reference, so callers may compare with `===` to see whether anything happened.
 */
export function reduce(phone: Phone, event: PhoneEvent): Phone {
  switch (event.type) {
    case 'line-connecting':
      return withLine(phone, { state: 'connecting', since: event.at })
    case 'line-ready':
      return withLine(phone, { state: 'ready', identity: event.identity, since: event.at })
    case 'line-offline':
      return withLine(phone, {
        state: 'offline',
        reason: event.reason,
        since: event.at,
        detail: event.detail,
      })
    case 'line-refused':
      return withLine(phone, {
        state: 'refused',
        reason: event.reason,
        since: event.at,
        detail: event.detail,
      })
    case 'incoming':
      return added(phone, {
        id: event.id,
        sid: event.sid,
        direction: 'incoming',
        phase: 'ringing',
        party: event.from,
        startedAt: event.at,
      })
    case 'dialling':
      return added(phone, {
        id: event.id,
        sid: null,
        direction: 'outgoing',
        phase: 'dialling',
        party: event.to,
        startedAt: event.at,
        ...(event.keys && event.keys.length > 0 ? { keys: event.keys } : {}),
      })
    case 'keys-sent':
      return changed(phone, event.id, withoutFirstKeys)
    case 'answering':
      return changed(phone, event.id, (call) =>
        call.phase === 'ringing' ? { ...call, phase: 'answering' } : call,
      )
    case 'alerting':
      return changed(phone, event.id, (call) =>
        call.phase === 'dialling' ? { ...call, phase: 'alerting', sid: event.sid ?? call.sid } : call,
      )
    case 'open':
      return opened(phone, event.id, event.sid, event.at)
    case 'reconnecting':
      return changed(phone, event.id, (call) =>
        call.phase === 'open' ? { ...call, phase: 'reconnecting' } : call,
      )
    case 'reconnected':
      return changed(phone, event.id, (call) =>
        call.phase === 'reconnecting' ? { ...call, phase: 'open' } : call,
      )
    case 'audio':
      return changed(phone, event.id, (call) => withAudio(call, event.arriving))
    case 'muted':
      return changed(phone, event.id, (call) =>
        (call.phase === 'open' || call.phase === 'reconnecting') && call.muted !== event.muted
          ? { ...call, muted: event.muted }
          : call,
      )
    case 'ended':
      return ended(phone, event.id, event.ending, event.detail, event.at)
    case 'lost':
      return lost(phone, event.call)
    case 'rehearsal':
      return rehearsed(phone, event.id)
    default:
      return unknown(phone, event)
  }
}

/** Events come from other versions too: an unknown one changes nothing, and the compiler sees none is forgotten. */
function unknown(phone: Phone, _event: never): Phone {
  return phone
}

/** A line that only repeats what is known keeps its `since`, which says how long it has been so. */
function withLine(phone: Phone, line: Line): Phone {
  return sameLine(phone.line, line) ? phone : { ...phone, line }
}

function sameLine(a: Line, b: Line): boolean {
  switch (a.state) {
    case 'connecting':
      return b.state === 'connecting'
    case 'ready':
      return b.state === 'ready' && a.identity === b.identity
    case 'offline':
      return b.state === 'offline' && a.reason === b.reason && a.detail === b.detail
    case 'refused':
      return b.state === 'refused' && a.reason === b.reason && a.detail === b.detail
  }
}

function added(phone: Phone, call: LiveCall): Phone {
  const known = phone.calls.some(({ id }) => id === call.id) || phone.ended.some(({ id }) => id === call.id)
  return known || phone.calls.length >= LIVE_KEPT ? phone : { ...phone, calls: [...phone.calls, call] }
}

function changed(phone: Phone, id: string, change: (call: LiveCall) => LiveCall): Phone {
  const index = phone.calls.findIndex((call) => call.id === id)
  const call = phone.calls[index]
  if (!call) return phone
  const next = change(call)
  return next === call ? phone : { ...phone, calls: phone.calls.with(index, next) }
}

function withoutFirstKeys(call: LiveCall): LiveCall {
  const { keys = [], ...rest } = call
  if (keys.length === 0) return call
  return keys.length === 1 ? rest : { ...rest, keys: keys.slice(1) }
}

/** Audio from the other side stopped arriving in a connected call, or arrives again. */
function withAudio(call: LiveCall, arriving: boolean): LiveCall {
  if (call.phase !== 'open' && call.phase !== 'reconnecting') return call
  if (arriving === (call.noAudio === undefined)) return call
  if (!arriving) return { ...call, noAudio: true }
  const { noAudio: _, ...audible } = call
  return audible
}

/** Opening one call ends whichever was open before it: at most one call has the person's ear. */
function opened(phone: Phone, id: string, sid: string | null, at: Timestamp): Phone {
  const next = changed(phone, id, (call) => {
    if (call.phase !== 'answering' && call.phase !== 'dialling' && call.phase !== 'alerting') return call
    return { ...call, phase: 'open', sid: sid ?? call.sid, openedAt: at, muted: false }
  })
  if (next === phone) return phone
  const displaced = next.calls.filter((call) => call.id !== id && isOpen(call))
  return displaced.reduce((state, call) => ended(state, call.id, 'hung-up', null, at), next)
}

function isOpen(call: LiveCall): boolean {
  return call.phase === 'open' || call.phase === 'reconnecting'
}

function lost(phone: Phone, call: EndedCall): Phone {
  const known = phone.calls.some(({ id }) => id === call.id) || phone.ended.some(({ id }) => id === call.id)
  return known ? phone : { ...phone, ended: [call, ...phone.ended].slice(0, ENDED_KEPT) }
}

/** Somebody may have been quicker to end it than main to say what it was. */
function rehearsed(phone: Phone, id: string): Phone {
  const next = changed(phone, id, (call) => (call.rehearsal ? call : { ...call, rehearsal: true }))
  const index = next.ended.findIndex((call) => call.id === id && !call.rehearsal)
  const over = next.ended[index]
  return over ? { ...next, ended: next.ended.with(index, { ...over, rehearsal: true }) } : next
}

function ended(phone: Phone, id: string, ending: Ending, detail: string | null, at: Timestamp): Phone {
  const call = phone.calls.find((candidate) => candidate.id === id)
  if (!call) return phone
  const over: EndedCall = {
    id: call.id,
    sid: call.sid,
    direction: call.direction,
    phase: 'ended',
    party: call.party,
    startedAt: call.startedAt,
    openedAt: 'openedAt' in call ? call.openedAt : null,
    endedAt: at,
    ending,
    detail,
    ...(call.rehearsal ? { rehearsal: true } : {}),
  }
  return {
    ...phone,
    calls: phone.calls.filter((candidate) => candidate !== call),
    ended: [over, ...phone.ended].slice(0, ENDED_KEPT),
  }
}
