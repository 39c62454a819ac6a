import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  endingOf,
  isHopeless,
  type EndEvidence,
} from '../../../../src/renderer/telephony/twilio/calls/end-reason.ts'
import { readProblem } from '../../../../src/renderer/telephony/twilio/sdk/sdk-port.ts'
import { ENDINGS } from '../../../../src/shared/domain/phone-schemas.ts'
import type { Ending } from '../../../../src/shared/domain/phone.ts'

const placed: EndEvidence = {
  stage: 'dialling',
  endedBy: 'exchange',
  code: null,
  originalCode: null,
  elapsedMs: 1_000,
}
const SECONDS = 1_000

describe('how a placed call ended before it was connected', () => {
  it.each<[what: string, evidence: Partial<EndEvidence>, ending: Ending]>([
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
    ['a number that exists nowhere', { code: 31005, originalCode: 31604 }, 'unreachable'],
    ['an application that fails', { code: 31603 }, 'service-failed'],
    ['an application that fails after a while', { code: 31603, elapsedMs: 15 * SECONDS }, 'service-failed'],
    ['a hang-up without a reason', {}, 'not-answered'],
    ['a hang-up without a reason after a minute', { elapsedMs: 60 * SECONDS }, 'not-answered'],
    ['a call that was taken back', { code: 31005, originalCode: 31487 }, 'not-answered'],
    ['a call the carrier forbids', { code: 31005, originalCode: 31403 }, 'not-allowed'],
    ['an expired token', { code: 31202 }, 'not-allowed'],
    ['an expired token, as an older server says it', { code: 31205 }, 'not-allowed'],
    ['a token without the right to call', { code: 31002 }, 'not-allowed'],
    ['an expired token in a general error', { code: 53000, originalCode: 31202 }, 'not-allowed'],
    ['a server error of the exchange', { code: 31005, originalCode: 31500 }, 'failed'],
    ['401 of the carrier, which is not the microphone', { code: 31005, originalCode: 31401 }, 'failed'],
    ['no permission for the microphone', { code: 31401 }, 'microphone-denied'],
    ['no microphone', { code: 31402 }, 'microphone-missing'],
    ['signalling that broke off', { code: 53001, endedBy: 'program' }, 'connection-lost'],
    ['a general error without a code of the exchange', { code: 31005 }, 'connection-lost'],
    ['media that was refused', { code: 53400, endedBy: 'program' }, 'failed'],
    ['the SDK that could not place it', { endedBy: 'program' }, 'failed'],
    ['a code that is not known', { code: 12_345 }, 'failed'],
    ['the person', { endedBy: 'person' }, 'given-up'],
  ])('%s', (_what, evidence, ending) => {
    expect(endingOf({ ...placed, ...evidence })).toBe(ending)
  })
})

describe('how a connected call ended', () => {
  it.each<[Partial<EndEvidence>, Ending]>([
    [{ endedBy: 'person' }, 'hung-up'],
    [{}, 'hung-up-remotely'],
    [{ code: 31486 }, 'hung-up-remotely'],
    [{ code: 31005, originalCode: 31603 }, 'hung-up-remotely'],
    [{ code: 31003 }, 'connection-lost'],
    [{ code: 53405 }, 'connection-lost'],
    [{ code: 53001, endedBy: 'program' }, 'connection-lost'],
    [{ code: 53402, endedBy: 'program' }, 'failed'],
  ])('%j: %s', (evidence, ending) => {
    expect(endingOf({ ...placed, stage: 'open', ...evidence })).toBe(ending)
  })
})

describe('how an incoming call ended before it was connected', () => {
  it.each<[Partial<EndEvidence>, Ending]>([
    [{ stage: 'ringing', endedBy: 'person' }, 'rejected'],
    [{ stage: 'ringing' }, 'missed'],
    [{ stage: 'ringing', endedBy: 'program', code: 53001 }, 'missed'],
    [{ stage: 'answering', endedBy: 'person' }, 'hung-up'],
    [{ stage: 'answering' }, 'missed'],
    [{ stage: 'answering', code: 31005, originalCode: 31487 }, 'missed'],
    [{ stage: 'answering', code: 31402 }, 'microphone-missing'],
    [{ stage: 'answering', code: 53001, endedBy: 'program' }, 'connection-lost'],
    [{ stage: 'answering', code: 31400 }, 'failed'],
  ])('%j: %s', (evidence, ending) => {
    expect(endingOf({ ...placed, ...evidence })).toBe(ending)
  })
})

const anyCode = fc.oneof(
  fc.constant(null),
  fc.constantFrom(31005, 31202, 31205, 31404, 31408, 31480, 31486, 31600, 31603, 53000, 53001, 53400),
  fc.integer({ min: 20_000, max: 54_000 }),
)
const anyEvidence: fc.Arbitrary<EndEvidence> = fc.record({
  stage: fc.constantFrom('ringing', 'answering', 'dialling', 'open'),
  endedBy: fc.constantFrom('person', 'exchange', 'program'),
  code: anyCode,
  originalCode: anyCode,
  elapsedMs: fc.integer({ min: -1000, max: 600_000 }),
})
const check = (predicate: (evidence: EndEvidence, ending: Ending) => boolean): void =>
  fc.assert(
    fc.property(anyEvidence, (evidence) => predicate(evidence, endingOf(evidence))),
    { seed: 8, numRuns: 5_000 },
  )

describe('whatever the evidence says', () => {
  it('the end reason has a text in the product', () => {
    check((_, ending) => ENDINGS.includes(ending))
  })

  it('the call is never reported as declined, because no code of Twilio proves it', () => {
    check((_, ending) => ending !== 'rejected-remotely')
  })

  it('no-answer is reported only for a call that could have rung', () => {
    check(
      ({ stage, elapsedMs }, ending) =>
        ending !== 'no-answer' || (stage === 'dialling' && elapsedMs >= 20_000),
    )
  })

  it('a reason that the exchange gave is never a lost connection, unless it is one', () => {
    check(
      ({ endedBy, originalCode }, ending) =>
        endedBy === 'person' ||
        !(originalCode === 31600 || originalCode === 31603) ||
        ending !== 'connection-lost',
    )
  })

  it('an action of the person decides the end reason', () => {
    check(
      ({ endedBy }, ending) =>
        (endedBy === 'person') === ['rejected', 'hung-up', 'given-up'].includes(ending),
    )
  })

  it('a call that was not placed here is not described as one, nor the other way round', () => {
    const OUTGOING = new Set<Ending>([
      'busy',
      'no-answer',
      'unreachable',
      'not-answered',
      'service-failed',
      'given-up',
    ])
    const INCOMING = new Set<Ending>(['missed', 'rejected'])
    check(({ stage }, ending) => {
      if (stage === 'open') return !OUTGOING.has(ending) && !INCOMING.has(ending)
      return !(stage === 'dialling' ? INCOMING : OUTGOING).has(ending)
    })
  })

  it('errors after which a call cannot be heard are the SDK’s two', () => {
    expect([53400, 53402, 31005, null].map(isHopeless)).toEqual([true, true, false, false])
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
    expect(readProblem(error)).toEqual({ code, originalCode, detail })
  })
})
