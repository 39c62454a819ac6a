import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  endReasonOf,
  isFatal,
  type CallEndFacts,
} from '../../../../src/renderer/telephony/twilio/calls/end-reason.ts'
import { parseSdkError } from '../../../../src/renderer/telephony/twilio/sdk/sdk-port.ts'
import { END_REASONS } from '../../../../src/shared/domain/phone-schemas.ts'
import type { EndReason } from '../../../../src/shared/domain/phone.ts'

const placed: CallEndFacts = {
  state: 'connecting',
  endedBy: 'remote',
  code: null,
  originalCode: null,
  elapsedMs: 1_000,
}
const SECONDS = 1_000

describe('the end reason of an outgoing call that was not connected', () => {
  it.each<[what: string, facts: Partial<CallEndFacts>, endReason: EndReason]>([
    ['a busy number, or a client that declines', { code: 31486 }, 'busy'],
    ['several clients that decline', { code: 31005, originalCode: 31600 }, 'busy'],
    ['a client that is offline', { code: 31480 }, 'unreachable'],
    [
      'a client that is offline, and an application that took 12 s',
      { code: 31480, elapsedMs: 12 * SECONDS },
      'not-answered',
    ],
    ['a Dial that rang for 5 s', { code: 31480, elapsedMs: 5 * SECONDS }, 'not-answered'],
    ['a Dial that rang for 30 s', { code: 31480, elapsedMs: 31 * SECONDS }, 'no-answer'],
    [
      'a request that timed out at the carrier',
      { code: 31005, originalCode: 31408, elapsedMs: 32 * SECONDS },
      'no-answer',
    ],
    ['a Reject, or a number that is not in service', { code: 31404 }, 'unreachable'],
    ['a number that is gone', { code: 31005, originalCode: 31410 }, 'unreachable'],
    ['a number that does not exist', { code: 31005, originalCode: 31604 }, 'unreachable'],
    ['an application that fails', { code: 31603 }, 'application-error'],
    [
      'an application that fails after a while',
      { code: 31603, elapsedMs: 15 * SECONDS },
      'application-error',
    ],
    ['a hang-up without a reason', {}, 'not-answered'],
    ['a hang-up without a reason after a minute', { elapsedMs: 60 * SECONDS }, 'not-answered'],
    ['a call that was cancelled', { code: 31005, originalCode: 31487 }, 'not-answered'],
    ['a call the carrier forbids', { code: 31005, originalCode: 31403 }, 'not-allowed'],
    ['an expired token', { code: 31202 }, 'not-allowed'],
    ['an expired token with the code of an older server', { code: 31205 }, 'not-allowed'],
    ['a token without the right to call', { code: 31002 }, 'not-allowed'],
    ['an expired token in a general error', { code: 53000, originalCode: 31202 }, 'not-allowed'],
    ['a server error of the exchange', { code: 31005, originalCode: 31500 }, 'failed'],
    ['401 of the carrier, which is not the microphone', { code: 31005, originalCode: 31401 }, 'failed'],
    ['no permission for the microphone', { code: 31401 }, 'microphone-denied'],
    ['no microphone', { code: 31402 }, 'microphone-missing'],
    ['signalling that was lost', { code: 53001, endedBy: 'app' }, 'connection-lost'],
    ['a general error without a code of the exchange', { code: 31005 }, 'connection-lost'],
    ['media that was refused', { code: 53400, endedBy: 'app' }, 'failed'],
    ['the SDK that could not place it', { endedBy: 'app' }, 'failed'],
    ['a code that is not known', { code: 12_345 }, 'failed'],
    ['the person', { endedBy: 'user' }, 'canceled'],
  ])('%s', (_what, facts, endReason) => {
    expect(endReasonOf({ ...placed, ...facts })).toBe(endReason)
  })
})

describe('the end reason of a connected call', () => {
  it.each<[Partial<CallEndFacts>, EndReason]>([
    [{ endedBy: 'user' }, 'local-hangup'],
    [{}, 'remote-hangup'],
    [{ code: 31486 }, 'remote-hangup'],
    [{ code: 31005, originalCode: 31603 }, 'remote-hangup'],
    [{ code: 31003 }, 'connection-lost'],
    [{ code: 53405 }, 'connection-lost'],
    [{ code: 53001, endedBy: 'app' }, 'connection-lost'],
    [{ code: 53402, endedBy: 'app' }, 'failed'],
  ])('%j: %s', (facts, endReason) => {
    expect(endReasonOf({ ...placed, state: 'connected', ...facts })).toBe(endReason)
  })
})

describe('the end reason of an incoming call that was not connected', () => {
  it.each<[Partial<CallEndFacts>, EndReason]>([
    [{ state: 'ringing', endedBy: 'user' }, 'rejected'],
    [{ state: 'ringing' }, 'missed'],
    [{ state: 'ringing', endedBy: 'app', code: 53001 }, 'missed'],
    [{ state: 'accepting', endedBy: 'user' }, 'local-hangup'],
    [{ state: 'accepting' }, 'missed'],
    [{ state: 'accepting', code: 31005, originalCode: 31487 }, 'missed'],
    [{ state: 'accepting', code: 31402 }, 'microphone-missing'],
    [{ state: 'accepting', code: 53001, endedBy: 'app' }, 'connection-lost'],
    [{ state: 'accepting', code: 31400 }, 'failed'],
  ])('%j: %s', (facts, endReason) => {
    expect(endReasonOf({ ...placed, ...facts })).toBe(endReason)
  })
})

const anyCode = fc.oneof(
  fc.constant(null),
  fc.constantFrom(31005, 31202, 31205, 31404, 31408, 31480, 31486, 31600, 31603, 53000, 53001, 53400),
  fc.integer({ min: 20_000, max: 54_000 }),
)
const anyFacts: fc.Arbitrary<CallEndFacts> = fc.record({
  state: fc.constantFrom('ringing', 'accepting', 'connecting', 'connected'),
  endedBy: fc.constantFrom('user', 'remote', 'app'),
  code: anyCode,
  originalCode: anyCode,
  elapsedMs: fc.integer({ min: -1000, max: 600_000 }),
})
const check = (predicate: (facts: CallEndFacts, endReason: EndReason) => boolean): void =>
  fc.assert(
    fc.property(anyFacts, (facts) => predicate(facts, endReasonOf(facts))),
    { seed: 8, numRuns: 5_000 },
  )

describe('the end reason for any facts', () => {
  it('the end reason has a text in the user interface', () => {
    check((_, endReason) => END_REASONS.includes(endReason))
  })

  it('the call is never reported as declined, because no code of Twilio proves it', () => {
    check((_, endReason) => endReason !== 'declined')
  })

  it('no-answer is reported only for a call that could have rung', () => {
    check(
      ({ state, elapsedMs }, endReason) =>
        endReason !== 'no-answer' || (state === 'connecting' && elapsedMs >= 20_000),
    )
  })

  it('a code of the exchange leads to `connection-lost` only when it means a lost connection', () => {
    check(
      ({ endedBy, originalCode }, endReason) =>
        endedBy === 'user' ||
        !(originalCode === 31600 || originalCode === 31603) ||
        endReason !== 'connection-lost',
    )
  })

  it('an action of the user decides the end reason', () => {
    check(
      ({ endedBy }, endReason) =>
        (endedBy === 'user') === ['rejected', 'local-hangup', 'canceled'].includes(endReason),
    )
  })

  it('an incoming call never has an end reason of an outgoing call, and the reverse', () => {
    const OUTGOING = new Set<EndReason>([
      'busy',
      'no-answer',
      'unreachable',
      'not-answered',
      'application-error',
      'canceled',
    ])
    const INCOMING = new Set<EndReason>(['missed', 'rejected'])
    check(({ state }, endReason) => {
      if (state === 'connected') return !OUTGOING.has(endReason) && !INCOMING.has(endReason)
      return !(state === 'connecting' ? INCOMING : OUTGOING).has(endReason)
    })
  })

  it('the SDK has two errors after which a call has no audio', () => {
    expect([53400, 53402, 31005, null].map(isFatal)).toEqual([true, true, false, false])
  })
})

describe('an error of the SDK', () => {
  it.each<[error: unknown, code: number | null, originalCode: number | null, detail: string | null]>([
    [null, null, null, null],
    [{ code: 31486, message: 'Busy Here (31486)' }, 31486, null, 'Busy Here (31486)'],
    [{ code: 31005, message: '', originalError: { code: 31600 } }, 31005, 31600, 'Error 31600'],
    [{ code: 31005, message: 'x', originalError: { code: '31600' } }, 31005, null, 'x (31005)'],
    [{ code: 31005, message: 'x', originalError: null }, 31005, null, 'x (31005)'],
    // A DOMException has a code of its own.
    [{ code: 31005, message: 'x', originalError: { code: 8 } }, 31005, null, 'x (31005)'],
    [{ code: 31402, message: 'x', originalError: { code: 31480 } }, 31402, null, 'x (31402)'],
    [{ code: 53000, message: 'x', originalError: { code: 31202 } }, 53000, 31202, 'x (31202)'],
  ])('%j', (error, code, originalCode, detail) => {
    expect(parseSdkError(error)).toEqual({ code, originalCode, detail })
  })
})
