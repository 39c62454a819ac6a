/** Arbitrary lives of a phone, for properties: any events in any order, likely and absurd ones alike. */
import * as fc from 'fast-check'
import { END_REASONS } from '../../../../src/shared/domain/phone-schemas.ts'
import type { PhoneEvent } from '../../../../src/shared/domain/events.ts'
import { parseParty } from '../../../../src/shared/domain/party.ts'
import { newPhone, type Phone } from '../../../../src/shared/domain/phone.ts'
import { reduce } from '../../../../src/shared/domain/reducer.ts'

// Few ids, so that events meet the same call again and again.
const id = fc.constantFrom('a', 'b', 'c', 'd')
const sid = fc.option(fc.constantFrom('CA1', 'CA2'))
const at = fc.nat(1_000_000)
const detail = fc.option(fc.string({ maxLength: 40 }))
const party = fc
  .tuple(
    fc.constantFrom('+12025550101', 'client:alice', '', 'sip:x@y'),
    fc.option(fc.string({ unit: 'binary', maxLength: 2_000 }), { nil: undefined }),
  )
  .map(([from, name]) => parseParty(from, name))

const callEvent: fc.Arbitrary<PhoneEvent> = fc.oneof(
  fc.record({ type: fc.constant('incoming' as const), at, id, sid: fc.constant('CA1'), from: party }),
  fc.record({ type: fc.constant('connecting' as const), at, id, to: party }),
  fc.record({ type: fc.constant('accepting' as const), at, id }),
  fc.record({ type: fc.constant('remote-ringing' as const), at, id, sid }),
  fc.record({ type: fc.constant('connected' as const), at, id, sid }),
  fc.record({ type: fc.constant('reconnecting' as const), at, id }),
  fc.record({ type: fc.constant('reconnected' as const), at, id }),
  fc.record({ type: fc.constant('audio' as const), at, id, arriving: fc.boolean() }),
  fc.record({ type: fc.constant('muted' as const), at, id, muted: fc.boolean() }),
  fc.record({ type: fc.constant('mark-test-call' as const), at, id }),
  fc.record({
    type: fc.constant('ended' as const),
    at,
    id,
    endReason: fc.constantFrom(...END_REASONS),
    detail,
  }),
)

const lineEvent: fc.Arbitrary<PhoneEvent> = fc.oneof(
  fc.record({ type: fc.constant('registration-connecting' as const), at }),
  fc.record({
    type: fc.constant('registration-registered' as const),
    at,
    identity: fc.constantFrom('maria', 'bob'),
  }),
  fc.record({
    type: fc.constant('registration-offline' as const),
    at,
    reason: fc.constantFrom('network' as const, 'signalling-unreachable' as const),
    detail,
  }),
  fc.record({
    type: fc.constant('registration-rejected' as const),
    at,
    reason: fc.constantFrom('token-invalid' as const, 'token-expired' as const),
    detail,
  }),
)

export const history: fc.Arbitrary<readonly PhoneEvent[]> = fc.array(
  fc.oneof({ weight: 6, arbitrary: callEvent }, { weight: 1, arbitrary: lineEvent }),
  { maxLength: 60 },
)

/** Every state a phone goes through, the first one included. */
export function statesOf(events: readonly PhoneEvent[]): readonly [Phone, ...Phone[]] {
  const states: [Phone, ...Phone[]] = [newPhone(0)]
  let state = states[0]
  for (const event of events) {
    state = reduce(state, event)
    states.push(state)
  }
  return states
}

/** The state at the end of a history. */
export function phoneAfter(...events: readonly PhoneEvent[]): Phone {
  return statesOf(events).at(-1) ?? newPhone(0)
}
