import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { REACHABILITY_ISSUES } from '../../../../src/shared/ipc/contract.ts'
import type { Registration } from '../../../../src/shared/domain/phone.ts'
import {
  carryOverSince,
  evaluateReachability,
  nextExpiry,
  sameReachability,
  type ReachabilityInputs,
} from '../../../../src/shared/domain/reachability.ts'
import {
  ACTIVITY_FRESH_MS,
  ACKNOWLEDGEMENT_FRESH_MS,
} from '../../../../src/shared/domain/signalling-timing.ts'

const NOW = 1_800_000_000_000
const ready: Registration = { state: 'registered', identity: 'maria', since: 0 }
const offline = (reason: Extract<Registration, { state: 'offline' }>['reason']): Registration => ({
  state: 'offline',
  reason,
  since: 0,
  detail: null,
})

/** A computer where all is well. */
const well: ReachabilityInputs = {
  health: { lastMessageAt: NOW - 8_000, acknowledgedAt: NOW - 12_000, online: true, microphone: 'usable' },
  registration: ready,
  isLocal: false,
  token: { receivedAt: NOW - 1_000, expiresAt: NOW + 3_600_000 },
  notifications: 'with-buttons',
}
const evidence = (
  parts: Partial<NonNullable<ReachabilityInputs['health']>>,
): Partial<ReachabilityInputs> => ({
  health: { lastMessageAt: NOW, acknowledgedAt: NOW, online: true, microphone: 'usable', ...parts },
})

describe('whether a call would arrive now', () => {
  it('yes, with fresh evidence for everything', () => {
    expect(evaluateReachability(well, NOW)).toEqual({ status: 'reachable', issue: null, since: NOW })
  })

  it.each<[string, Partial<ReachabilityInputs>, string, string]>([
    ['the page is gone', { registration: offline('renderer-gone') }, 'unreachable', 'renderer-gone'],
    [
      'the token was refused',
      { registration: { state: 'rejected', reason: 'unauthorised', since: 0, detail: null } },
      'unreachable',
      'sign-in-failed',
    ],
    ['the line says there is no network', { registration: offline('network') }, 'unreachable', 'no-network'],
    ['the computer says there is no network', evidence({ online: false }), 'unreachable', 'no-network'],
    [
      'signalling is away',
      { registration: offline('signalling-unreachable') },
      'unreachable',
      'service-unreachable',
    ],
    [
      'tokens are away',
      { registration: offline('token-service-unreachable') },
      'unreachable',
      'service-unreachable',
    ],
    ['it is starting', { registration: offline('starting') }, 'unreachable', 'not-registered'],
    [
      'it is connecting',
      { registration: { state: 'connecting', since: 0 } },
      'unreachable',
      'not-registered',
    ],
    ['the renderer has told nothing', { health: null }, 'unreachable', 'signalling-silent'],
    ['nothing was ever heard', evidence({ lastMessageAt: null }), 'unreachable', 'signalling-silent'],
    [
      'the line has gone quiet',
      evidence({ lastMessageAt: NOW - ACTIVITY_FRESH_MS - 1 }),
      'unreachable',
      'signalling-silent',
    ],
    ['the clock was put back', evidence({ lastMessageAt: NOW + 60_000 }), 'unreachable', 'signalling-silent'],
    ['nobody acknowledged it', evidence({ acknowledgedAt: null }), 'unreachable', 'not-registered'],
    [
      'nobody acknowledges it any more',
      evidence({ acknowledgedAt: NOW - ACKNOWLEDGEMENT_FRESH_MS - 1 }),
      'unreachable',
      'not-registered',
    ],
    ['there is no ticket', { token: null }, 'unreachable', 'not-registered'],
    [
      'the ticket has run out',
      { token: { receivedAt: NOW - 2_000, expiresAt: NOW - 1_000 } },
      'unreachable',
      'service-unreachable',
    ],
    [
      'the ticket should long be renewed',
      { token: { receivedAt: NOW - 950, expiresAt: NOW + 50 } },
      'degraded',
      'token-expiring',
    ],
    ['the microphone is denied', evidence({ microphone: 'denied' }), 'degraded', 'microphone-denied'],
    ['there is no microphone', evidence({ microphone: 'missing' }), 'degraded', 'microphone-missing'],
    ['nothing shows notifications', { notifications: 'none' }, 'degraded', 'no-notifications'],
    [
      'they have no buttons',
      { notifications: 'without-buttons' },
      'degraded',
      'notifications-without-buttons',
    ],
  ])('%s', (_what, parts, status, issue) => {
    expect(evaluateReachability({ ...well, ...parts }, NOW)).toMatchObject({ status, issue })
  })

  it('rests on the word of the SDK where its signs of life cannot be observed', () => {
    const unobserved = evidence({ lastMessageAt: null, acknowledgedAt: null, observed: false })
    expect(evaluateReachability({ ...well, ...unobserved }, NOW)).toMatchObject({
      status: 'reachable',
      issue: null,
    })
    expect(
      evaluateReachability({ ...well, ...unobserved, registration: { state: 'connecting', since: 0 } }, NOW),
    ).toMatchObject({
      status: 'unreachable',
      issue: 'not-registered',
    })
  })

  it('the practice line needs no network', () => {
    expect(evaluateReachability({ ...well, ...evidence({ online: false }), isLocal: true }, NOW).status).toBe(
      'reachable',
    )
  })

  it('what is still the same keeps its beginning, and what is new has a new one', () => {
    const silent = { status: 'unreachable', issue: 'signalling-silent', since: 5 } as const
    expect(carryOverSince(silent, { status: 'unreachable', issue: 'not-registered', since: 9 }).since).toBe(5)
    expect(carryOverSince(silent, { status: 'reachable', issue: null, since: 9 }).since).toBe(9)
  })
})

const time = fc.option(fc.integer({ min: NOW - 100_000, max: NOW + 5_000 }))
const anyGrounds: fc.Arbitrary<ReachabilityInputs> = fc.record({
  health: fc.option(
    fc.record({
      lastMessageAt: time,
      acknowledgedAt: time,
      online: fc.boolean(),
      microphone: fc.constantFrom('usable', 'denied', 'missing', 'unknown'),
    }),
  ),
  registration: fc.constantFrom<Registration>(
    ready,
    { state: 'connecting', since: 0 },
    offline('starting'),
    offline('network'),
    offline('signalling-unreachable'),
    { state: 'rejected', reason: 'token-invalid', since: 0, detail: null },
  ),
  isLocal: fc.boolean(),
  token: fc.option(
    fc
      .tuple(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 1, max: 200_000 }))
      .map(([age, life]) => ({ receivedAt: NOW - age, expiresAt: NOW - age + life })),
  ),
  notifications: fc.constantFrom('with-buttons', 'without-buttons', 'none', 'unknown'),
})

describe('whatever the grounds', () => {
  it('green only with fresh evidence', () => {
    fc.assert(
      fc.property(anyGrounds, (grounds) => {
        if (evaluateReachability(grounds, NOW).status !== 'reachable') return
        expect(grounds.registration.state).toBe('ready')
        expect(NOW - (grounds.health?.lastMessageAt ?? 0)).toBeLessThanOrEqual(ACTIVITY_FRESH_MS)
        expect(NOW - (grounds.health?.acknowledgedAt ?? 0)).toBeLessThanOrEqual(ACKNOWLEDGEMENT_FRESH_MS)
        expect(grounds.token?.expiresAt).toBeGreaterThanOrEqual(NOW)
      }),
      { numRuns: 2_000 },
    )
  })

  it('an issue is named exactly when there is one, and it is one of the known', () => {
    fc.assert(
      fc.property(anyGrounds, (grounds) => {
        const { status, issue } = evaluateReachability(grounds, NOW)
        expect(issue === null).toBe(status === 'reachable')
        if (issue !== null) expect(REACHABILITY_ISSUES).toContain(issue)
      }),
    )
  })

  it('time alone changes nothing before the next lapse, and never for the better', () => {
    const rank = { reachable: 2, degraded: 1, unreachable: 0 }
    fc.assert(
      fc.property(anyGrounds, fc.double({ min: 0, max: 1, noNaN: true }), (grounds, part) => {
        // A clock that was put back is put right by the next sign of life, not by waiting.
        const { health: told } = grounds
        fc.pre((told?.lastMessageAt ?? 0) <= NOW && (told?.acknowledgedAt ?? 0) <= NOW)
        const lapse = nextExpiry(grounds, NOW)
        const before = evaluateReachability(grounds, NOW)
        const until = lapse ?? NOW + 1_000_000
        const meanwhile = Math.floor(NOW + part * (until - 1 - NOW))
        expect(sameReachability(evaluateReachability(grounds, meanwhile), before)).toBe(true)
        if (lapse !== null)
          expect(rank[evaluateReachability(grounds, lapse).status]).toBeLessThanOrEqual(rank[before.status])
      }),
      { numRuns: 2_000 },
    )
  })
})
