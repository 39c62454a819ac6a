import { describe, expect, it } from 'vitest'
import type { TelephonyEvent, PhoneEvent } from '../../../../src/shared/domain/events.ts'
import { parseParty } from '../../../../src/shared/domain/party.ts'
import {
  MAX_ENDED_CALLS,
  MAX_LIVE_CALLS,
  liveCall,
  newPhone,
  connectedCall,
  ringingCalls,
  type EndedCall,
  type Phone,
} from '../../../../src/shared/domain/phone.ts'
import { reduce } from '../../../../src/shared/domain/reducer.ts'
import { latestEnded, orphanedBetween } from '../../../../src/shared/domain/selectors.ts'
import { phoneAfter } from './histories.ts'

const from = parseParty('+12025550101', 'Maria')
const incoming = (id = 'in', at = 1): PhoneEvent => ({ type: 'incoming', at, id, sid: `CA-${id}`, from })
const dialling = (id = 'out', at = 1): PhoneEvent => ({ type: 'connecting', at, id, to: from })
const answering = (id = 'in', at = 2): PhoneEvent => ({ type: 'accepting', at, id })
const alerting = (id = 'out', at = 2): PhoneEvent => ({ type: 'remote-ringing', at, id, sid: `CA-${id}` })
const open = (id: string, at = 3): PhoneEvent => ({ type: 'connected', at, id, sid: null })
const reconnecting = (id: string): PhoneEvent => ({ type: 'reconnecting', at: 4, id })
const reconnected = (id: string): PhoneEvent => ({ type: 'reconnected', at: 5, id })
const muted = (id: string, value = true): PhoneEvent => ({ type: 'muted', at: 4, id, muted: value })
const ended = (id: string, at = 9): PhoneEvent => ({
  type: 'ended',
  at,
  id,
  endReason: 'local-hangup',
  detail: null,
})

const WAYS: Record<string, { id: string; path: readonly PhoneEvent[] }> = {
  ringing: { id: 'in', path: [incoming()] },
  accepting: { id: 'in', path: [incoming(), answering()] },
  'open (answered)': { id: 'in', path: [incoming(), answering(), open('in')] },
  connecting: { id: 'out', path: [dialling()] },
  'remote-ringing': { id: 'out', path: [dialling(), alerting()] },
  'open (placed)': { id: 'out', path: [dialling(), alerting(), open('out')] },
  reconnecting: { id: 'in', path: [incoming(), answering(), open('in'), reconnecting('in')] },
  ended: { id: 'in', path: [incoming(), ended('in')] },
}

const phaseOf = (phone: Phone, id: string): string =>
  liveCall(phone, id)?.state ?? (phone.ended.some((call) => call.id === id) ? 'ended' : 'unknown')

describe('The state machine of a call', () => {
  const events: Record<string, (id: string) => PhoneEvent> = {
    incoming,
    connecting: dialling,
    accepting: answering,
    'remote-ringing': alerting,
    connected: open,
    reconnecting,
    reconnected,
    ended,
  }
  // Every phase against every event: '.' means nothing happens, and the state is the same reference.
  const chart: Record<string, Record<string, string>> = {
    ringing: { accepting: 'accepting', ended: 'ended' },
    accepting: { connected: 'connected', ended: 'ended' },
    'open (answered)': { reconnecting: 'reconnecting', ended: 'ended' },
    connecting: { 'remote-ringing': 'remote-ringing', connected: 'connected', ended: 'ended' },
    'remote-ringing': { connected: 'connected', ended: 'ended' },
    'open (placed)': { reconnecting: 'reconnecting', ended: 'ended' },
    reconnecting: { reconnected: 'connected', ended: 'ended' },
    ended: {},
  }
  const cases = Object.entries(chart).flatMap(([phase, moves]) =>
    Object.keys(events).map((event) => [phase, event, moves[event] ?? '.'] as const),
  )

  it.each(cases)('%s + %s -> %s', (phase, name, expected) => {
    const way = WAYS[phase]
    const event = events[name]
    if (!way || !event) throw new Error('no such case')
    const before = phoneAfter(...way.path)
    const after = reduce(before, event(way.id))
    if (expected === '.') expect(after).toBe(before)
    else expect(phaseOf(after, way.id)).toBe(expected)
  })

  it('ignores the events of an unknown call', () => {
    const before = phoneAfter(incoming())
    for (const event of [answering, alerting, open, reconnecting, reconnected, muted, ended]) {
      expect(reduce(before, event('stranger'))).toBe(before)
    }
  })

  it('ignores an event of another version', () => {
    const before = phoneAfter(incoming())
    const unheardOf: unknown = { type: 'teleported', at: 1, id: 'in' }
    // An event of another version is not a `PhoneEvent`, so this test casts the type.
    const asEvent = (value: unknown): value is PhoneEvent => typeof value === 'object'
    if (!asEvent(unheardOf)) throw new Error('not an object')
    expect(reduce(before, unheardOf)).toBe(before)
  })
})

describe('The details of a call', () => {
  it('are kept from the first event to the last', () => {
    const phone = phoneAfter(
      incoming('in', 10),
      answering('in', 12),
      open('in', 15),
      muted('in'),
      ended('in', 20),
    )
    expect(phone.calls).toEqual([])
    expect(phone.ended).toEqual([
      {
        id: 'in',
        sid: 'CA-in',
        direction: 'incoming',
        state: 'ended',
        party: from,
        startedAt: 10,
        connectedAt: 15,
        endedAt: 20,
        endReason: 'local-hangup',
        detail: null,
      },
    ])
  })

  it('have no connect time when the call is not answered', () => {
    expect(phoneAfter(incoming(), ended('in')).ended[0]).toMatchObject({ connectedAt: null })
  })

  it('include the CallSid of an outgoing call from the moment that it rings', () => {
    expect(phoneAfter(dialling(), alerting(), open('out')).calls[0]).toMatchObject({ sid: 'CA-out' })
  })

  it('stay muted over a reconnection, and a repeated mute event changes nothing', () => {
    const mutedPhone = phoneAfter(incoming(), answering(), open('in'), muted('in'))
    expect(reduce(mutedPhone, muted('in'))).toBe(mutedPhone)
    expect(reduce(reduce(mutedPhone, reconnecting('in')), reconnected('in')).calls[0]).toMatchObject({
      state: 'connected',
      muted: true,
    })
    expect(reduce(mutedPhone, muted('in', false)).calls[0]).toMatchObject({ muted: false })
  })

  it('include missing audio, also over a reconnection, until audio arrives', () => {
    const audio = (arriving: boolean): PhoneEvent => ({ type: 'audio', at: 5, id: 'in', arriving })
    const ringing = phoneAfter(incoming())
    expect(reduce(ringing, audio(false))).toBe(ringing)
    const connected = phoneAfter(incoming(), answering(), open('in'))
    expect(reduce(connected, audio(true))).toBe(connected)
    const without = reduce(connected, audio(false))
    expect(without.calls[0]).toMatchObject({ state: 'connected', noAudio: true })
    expect(reduce(without, audio(false))).toBe(without)
    expect(reduce(without, reconnecting('in')).calls[0]).toMatchObject({ noAudio: true })
    expect(reduce(without, audio(true)).calls[0]).toEqual(connected.calls[0])
    expect(reduce(without, ended('in')).ended[0]).not.toHaveProperty('noAudio')
  })
})

describe('Several calls', () => {
  it('are never connected together: connecting the second call ends the first', () => {
    const phone = phoneAfter(dialling(), open('out'), incoming(), answering(), open('in', 30))
    expect(connectedCall(phone)?.id).toBe('in')
    expect(phone.ended).toMatchObject([{ id: 'out', endReason: 'local-hangup', endedAt: 30 }])
  })

  it('ring in the order in which they arrived', () => {
    const phone = phoneAfter(incoming('a'), incoming('b'), incoming('c'), ended('b'))
    expect(ringingCalls(phone).map(({ id }) => id)).toEqual(['a', 'c'])
  })

  it(`are kept after they end, the last ${MAX_ENDED_CALLS} of them, newest first`, () => {
    const ids = Array.from({ length: MAX_ENDED_CALLS + 5 }, (_, n) => `call ${n}`)
    const phone = phoneAfter(...ids.flatMap((id) => [incoming(id), ended(id)]))
    expect(phone.ended.map(({ id }) => id)).toEqual(ids.toReversed().slice(0, MAX_ENDED_CALLS))
  })

  it(`are at most ${MAX_LIVE_CALLS} at a time`, () => {
    const storm = Array.from({ length: MAX_LIVE_CALLS + 10 }, (_, n) => incoming(`call ${n}`))
    expect(phoneAfter(...storm).calls).toHaveLength(MAX_LIVE_CALLS)
  })
})

describe('The registration', () => {
  const events: readonly TelephonyEvent[] = [
    { type: 'registration-connecting', at: 5 },
    { type: 'registration-registered', at: 5, identity: 'maria' },
    { type: 'registration-offline', at: 5, reason: 'network', detail: null },
    { type: 'registration-rejected', at: 5, reason: 'token-invalid', detail: '20101' },
  ]

  it.each(events)('keeps the time of the first $type', (event) => {
    const before = reduce(newPhone(0), event)
    expect(before.registration.since).toBe(5)
    expect(reduce(before, { ...event, at: 99 })).toBe(before)
  })

  it('changes with its identity and with its reason', () => {
    const ready = reduce(newPhone(0), { type: 'registration-registered', at: 1, identity: 'maria' })
    expect(
      reduce(ready, { type: 'registration-registered', at: 2, identity: 'bob' }).registration,
    ).toMatchObject({
      since: 2,
    })
    const offline = reduce(ready, { type: 'registration-offline', at: 3, reason: 'network', detail: null })
    const other = reduce(offline, {
      type: 'registration-offline',
      at: 4,
      reason: 'signalling-unreachable',
      detail: null,
    })
    expect(other.registration).toMatchObject({ since: 4 })
  })

  it('does not change the calls', () => {
    const talking = phoneAfter(incoming(), answering(), open('in'))
    const offline = reduce(talking, { type: 'registration-offline', at: 8, reason: 'network', detail: null })
    expect(offline.calls).toBe(talking.calls)
  })
})

describe('A call that was lost with its page', () => {
  const call: EndedCall = {
    id: 'CA9',
    sid: 'CA9',
    direction: 'incoming',
    state: 'ended',
    party: { kind: 'unknown', address: '', name: null },
    startedAt: 1,
    connectedAt: 2,
    endedAt: 3,
    endReason: 'connection-lost',
    detail: null,
  }

  it('is listed once among the ended calls', () => {
    const once = reduce(newPhone(0), { type: 'orphaned', at: 4, call })
    expect(once.ended).toEqual([call])
    expect(reduce(once, { type: 'orphaned', at: 5, call })).toBe(once)
  })

  it('is not listed when the call continues', () => {
    const party = call.party
    const on = reduce(newPhone(0), { type: 'incoming', at: 1, id: 'CA9', sid: 'CA9', from: party })
    expect(reduce(on, { type: 'orphaned', at: 4, call })).toBe(on)
  })
})

describe('A test call', () => {
  const markTestCall = { type: 'mark-test-call', at: 2, id: 'in' } as const

  it('stays marked until it ends, and its end is not reported', () => {
    const ringing = phoneAfter(incoming(), markTestCall)
    expect(ringing.calls).toMatchObject([{ id: 'in', state: 'ringing', isTestCall: true }])
    const over = reduce(ringing, ended('in'))
    expect(over.ended).toMatchObject([{ id: 'in', isTestCall: true }])
    expect(latestEnded(over)).toBeUndefined()
    expect(orphanedBetween(ringing, newPhone(9), 9)).toMatchObject([{ id: 'in', isTestCall: true }])
  })

  it('can be marked after it has ended', () => {
    const over = phoneAfter(incoming(), ended('in'), markTestCall)
    expect(latestEnded(over)).toBeUndefined()
    expect(reduce(over, markTestCall)).toBe(over)
  })
})
