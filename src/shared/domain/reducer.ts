import type { PhoneEvent } from './events.ts'
import {
  MAX_ENDED_CALLS,
  MAX_LIVE_CALLS,
  type EndedCall,
  type EndReason,
  type Registration,
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
    case 'registration-connecting':
      return withRegistration(phone, { state: 'connecting', since: event.at })
    case 'registration-registered':
      return withRegistration(phone, { state: 'registered', identity: event.identity, since: event.at })
    case 'registration-offline':
      return withRegistration(phone, {
        state: 'offline',
        reason: event.reason,
        since: event.at,
        detail: event.detail,
      })
    case 'registration-rejected':
      return withRegistration(phone, {
        state: 'rejected',
        reason: event.reason,
        since: event.at,
        detail: event.detail,
      })
    case 'incoming':
      return added(phone, {
        id: event.id,
        sid: event.sid,
        direction: 'incoming',
        state: 'ringing',
        party: event.from,
        startedAt: event.at,
      })
    case 'connecting':
      return added(phone, {
        id: event.id,
        sid: null,
        direction: 'outgoing',
        state: 'connecting',
        party: event.to,
        startedAt: event.at,
        ...(event.postDial && event.postDial.length > 0 ? { postDial: event.postDial } : {}),
      })
    case 'post-dial-sent':
      return changed(phone, event.id, withoutFirstPostDial)
    case 'accepting':
      return changed(phone, event.id, (call) =>
        call.state === 'ringing' ? { ...call, state: 'accepting' } : call,
      )
    case 'remote-ringing':
      return changed(phone, event.id, (call) =>
        call.state === 'connecting' ? { ...call, state: 'remote-ringing', sid: event.sid ?? call.sid } : call,
      )
    case 'connected':
      return connected(phone, event.id, event.sid, event.at)
    case 'reconnecting':
      return changed(phone, event.id, (call) =>
        call.state === 'connected' ? { ...call, state: 'reconnecting' } : call,
      )
    case 'reconnected':
      return changed(phone, event.id, (call) =>
        call.state === 'reconnecting' ? { ...call, state: 'connected' } : call,
      )
    case 'audio':
      return changed(phone, event.id, (call) => withAudio(call, event.arriving))
    case 'muted':
      return changed(phone, event.id, (call) =>
        (call.state === 'connected' || call.state === 'reconnecting') && call.muted !== event.muted
          ? { ...call, muted: event.muted }
          : call,
      )
    case 'ended':
      return ended(phone, event.id, event.endReason, event.detail, event.at)
    case 'orphaned':
      return orphaned(phone, event.call)
    case 'mark-test-call':
      return markedTestCall(phone, event.id)
    default:
      return unknown(phone, event)
  }
}

/** Events come from other versions too: an unknown one changes nothing, and the compiler sees none is forgotten. */
function unknown(phone: Phone, _event: never): Phone {
  return phone
}

/** A line that only repeats what is known keeps its `since`, which says how long it has been so. */
function withRegistration(phone: Phone, registration: Registration): Phone {
  return sameRegistration(phone.registration, registration) ? phone : { ...phone, registration }
}

function sameRegistration(a: Registration, b: Registration): boolean {
  switch (a.state) {
    case 'connecting':
      return b.state === 'connecting'
    case 'registered':
      return b.state === 'registered' && a.identity === b.identity
    case 'offline':
      return b.state === 'offline' && a.reason === b.reason && a.detail === b.detail
    case 'rejected':
      return b.state === 'rejected' && a.reason === b.reason && a.detail === b.detail
  }
}

function added(phone: Phone, call: LiveCall): Phone {
  const known = phone.calls.some(({ id }) => id === call.id) || phone.ended.some(({ id }) => id === call.id)
  return known || phone.calls.length >= MAX_LIVE_CALLS ? phone : { ...phone, calls: [...phone.calls, call] }
}

function changed(phone: Phone, id: string, change: (call: LiveCall) => LiveCall): Phone {
  const index = phone.calls.findIndex((call) => call.id === id)
  const call = phone.calls[index]
  if (!call) return phone
  const next = change(call)
  return next === call ? phone : { ...phone, calls: phone.calls.with(index, next) }
}

function withoutFirstPostDial(call: LiveCall): LiveCall {
  const { postDial: keys = [], ...rest } = call
  if (keys.length === 0) return call
  return keys.length === 1 ? rest : { ...rest, postDial: keys.slice(1) }
}

/** Audio from the other side stopped arriving in a connected call, or arrives again. */
function withAudio(call: LiveCall, arriving: boolean): LiveCall {
  if (call.state !== 'connected' && call.state !== 'reconnecting') return call
  if (arriving === (call.noAudio === undefined)) return call
  if (!arriving) return { ...call, noAudio: true }
  const { noAudio: _, ...audible } = call
  return audible
}

/** Opening one call ends whichever was open before it: at most one call has the person's ear. */
function connected(phone: Phone, id: string, sid: string | null, at: Timestamp): Phone {
  const next = changed(phone, id, (call) => {
    if (call.state !== 'accepting' && call.state !== 'connecting' && call.state !== 'remote-ringing')
      return call
    return { ...call, state: 'connected', sid: sid ?? call.sid, connectedAt: at, muted: false }
  })
  if (next === phone) return phone
  const displaced = next.calls.filter((call) => call.id !== id && isConnected(call))
  return displaced.reduce((state, call) => ended(state, call.id, 'local-hangup', null, at), next)
}

function isConnected(call: LiveCall): boolean {
  return call.state === 'connected' || call.state === 'reconnecting'
}

function orphaned(phone: Phone, call: EndedCall): Phone {
  const known = phone.calls.some(({ id }) => id === call.id) || phone.ended.some(({ id }) => id === call.id)
  return known ? phone : { ...phone, ended: [call, ...phone.ended].slice(0, MAX_ENDED_CALLS) }
}

/** The call may have ended before the main process reported that it is a test call. */
function markedTestCall(phone: Phone, id: string): Phone {
  const next = changed(phone, id, (call) => (call.isTestCall ? call : { ...call, isTestCall: true }))
  const index = next.ended.findIndex((call) => call.id === id && !call.isTestCall)
  const over = next.ended[index]
  return over ? { ...next, ended: next.ended.with(index, { ...over, isTestCall: true }) } : next
}

function ended(phone: Phone, id: string, endReason: EndReason, detail: string | null, at: Timestamp): Phone {
  const call = phone.calls.find((candidate) => candidate.id === id)
  if (!call) return phone
  const over: EndedCall = {
    id: call.id,
    sid: call.sid,
    direction: call.direction,
    state: 'ended',
    party: call.party,
    startedAt: call.startedAt,
    connectedAt: 'connectedAt' in call ? call.connectedAt : null,
    endedAt: at,
    endReason,
    detail,
    ...(call.isTestCall ? { isTestCall: true } : {}),
  }
  return {
    ...phone,
    calls: phone.calls.filter((candidate) => candidate !== call),
    ended: [over, ...phone.ended].slice(0, MAX_ENDED_CALLS),
  }
}
