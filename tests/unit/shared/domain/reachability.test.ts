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

/** Inputs without an issue. */
const healthy: ReachabilityInputs = {
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

describe('The reachability', () => {
  it('is reachable when every input is healthy', () => {
    expect(evaluateReachability(healthy, NOW)).toEqual({ status: 'reachable', issue: null, since: NOW })
  })

  it.each<[string, Partial<ReachabilityInputs>, string, string]>([
    ['the renderer is gone', { registration: offline('renderer-gone') }, 'unreachable', 'renderer-gone'],
    [
      'the AccessToken is rejected',
      { registration: { state: 'rejected', reason: 'unauthorised', since: 0, detail: null } },
      'unreachable',
      'sign-in-failed',
    ],
    [
      'the registration reports that there is no network',
      { registration: offline('network') },
      'unreachable',
      'no-network',
    ],
    [
      'the operating system reports that there is no network',
      evidence({ online: false }),
      'unreachable',
      'no-network',
    ],
    [
      'the signalling server is unreachable',
      { registration: offline('signalling-unreachable') },
      'unreachable',
      'service-unreachable',
    ],
    [
      'the token service is unreachable',
      { registration: offline('token-service-unreachable') },
      'unreachable',
      'service-unreachable',
    ],
    ['the app is starting', { registration: offline('starting') }, 'unreachable', 'not-registered'],
    [
      'the registration is connecting',
      { registration: { state: 'connecting', since: 0 } },
      'unreachable',
      'not-registered',
    ],
    ['the renderer has sent no health report', { health: null }, 'unreachable', 'signalling-silent'],
    [
      'no signalling message has arrived',
      evidence({ lastMessageAt: null }),
      'unreachable',
      'signalling-silent',
    ],
    [
      'the last signalling message is too old',
      evidence({ lastMessageAt: NOW - ACTIVITY_FRESH_MS - 1 }),
      'unreachable',
      'signalling-silent',
    ],
    ['the clock was set back', evidence({ lastMessageAt: NOW + 60_000 }), 'unreachable', 'signalling-silent'],
    [
      'the registration was never acknowledged',
      evidence({ acknowledgedAt: null }),
      'unreachable',
      'not-registered',
    ],
    [
      'the last acknowledgement is too old',
      evidence({ acknowledgedAt: NOW - ACKNOWLEDGEMENT_FRESH_MS - 1 }),
      'unreachable',
      'not-registered',
    ],
    ['there is no AccessToken', { token: null }, 'unreachable', 'not-registered'],
    [
      'the AccessToken has expired',
      { token: { receivedAt: NOW - 2_000, expiresAt: NOW - 1_000 } },
      'unreachable',
      'service-unreachable',
    ],
    [
      'the refresh of the AccessToken is overdue',
      { token: { receivedAt: NOW - 950, expiresAt: NOW + 50 } },
      'degraded',
      'token-expiring',
    ],
    ['the microphone is denied', evidence({ microphone: 'denied' }), 'degraded', 'microphone-denied'],
    ['there is no microphone', evidence({ microphone: 'missing' }), 'degraded', 'microphone-missing'],
    ['there is no notification server', { notifications: 'none' }, 'degraded', 'no-notifications'],
    [
      'notifications have no buttons',
      { notifications: 'without-buttons' },
      'degraded',
      'notifications-without-buttons',
    ],
  ])('has an issue when %s', (_what, parts, status, issue) => {
    expect(evaluateReachability({ ...healthy, ...parts }, NOW)).toMatchObject({ status, issue })
  })

  it('follows the state of the SDK when its signalling cannot be observed', () => {
    const unobserved = evidence({ lastMessageAt: null, acknowledgedAt: null, observed: false })
    expect(evaluateReachability({ ...healthy, ...unobserved }, NOW)).toMatchObject({
      status: 'reachable',
      issue: null,
    })
    expect(
      evaluateReachability(
        { ...healthy, ...unobserved, registration: { state: 'connecting', since: 0 } },
        NOW,
      ),
    ).toMatchObject({
      status: 'unreachable',
      issue: 'not-registered',
    })
  })

  it('needs no network on the practice connection', () => {
    expect(
      evaluateReachability({ ...healthy, ...evidence({ online: false }), isLocal: true }, NOW).status,
    ).toBe('reachable')
  })

  it('keeps its start time while the status is the same, and gets a new one when the status changes', () => {
    const silent = { status: 'unreachable', issue: 'signalling-silent', since: 5 } as const
    expect(carryOverSince(silent, { status: 'unreachable', issue: 'not-registered', since: 9 }).since).toBe(5)
    expect(carryOverSince(silent, { status: 'reachable', issue: null, since: 9 }).since).toBe(9)
  })
})

const time = fc.option(fc.integer({ min: NOW - 100_000, max: NOW + 5_000 }))
const anyInputs: fc.Arbitrary<ReachabilityInputs> = fc.record({
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

/** Healthy inputs with one part replaced by any other: random inputs alone are almost never reachable. */
const nearlyHealthy: fc.Arbitrary<ReachabilityInputs> = fc
  .tuple(anyInputs, fc.constantFrom('health', 'registration', 'token', 'notifications', 'isLocal'))
  .map(([inputs, part]) => ({ ...healthy, [part]: inputs[part] }))

describe('For all inputs', () => {
  it('the status is reachable only with a recent health report', () => {
    let reachable = 0
    fc.assert(
      fc.property(fc.oneof(anyInputs, nearlyHealthy), (inputs) => {
        if (evaluateReachability(inputs, NOW).status !== 'reachable') return
        reachable += 1
        expect(inputs.registration.state).toBe('registered')
        expect(NOW - (inputs.health?.lastMessageAt ?? 0)).toBeLessThanOrEqual(ACTIVITY_FRESH_MS)
        expect(NOW - (inputs.health?.acknowledgedAt ?? 0)).toBeLessThanOrEqual(ACKNOWLEDGEMENT_FRESH_MS)
        expect(inputs.token?.expiresAt).toBeGreaterThanOrEqual(NOW)
      }),
      { numRuns: 2_000 },
    )
    expect(reachable).toBeGreaterThan(50)
  })

  it('an issue is present exactly when the status is not reachable', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const { status, issue } = evaluateReachability(inputs, NOW)
        expect(issue === null).toBe(status === 'reachable')
        if (issue !== null) expect(REACHABILITY_ISSUES).toContain(issue)
      }),
    )
  })

  it('time alone changes nothing before the next expiry and never improves the status', () => {
    const rank = { reachable: 2, degraded: 1, unreachable: 0 }
    fc.assert(
      fc.property(anyInputs, fc.double({ min: 0, max: 1, noNaN: true }), (inputs, part) => {
        // After the clock was set back, only the next signalling message corrects the status.
        const { health: told } = inputs
        fc.pre((told?.lastMessageAt ?? 0) <= NOW && (told?.acknowledgedAt ?? 0) <= NOW)
        const expiry = nextExpiry(inputs, NOW)
        const before = evaluateReachability(inputs, NOW)
        const until = expiry ?? NOW + 1_000_000
        const meanwhile = Math.floor(NOW + part * (until - 1 - NOW))
        expect(sameReachability(evaluateReachability(inputs, meanwhile), before)).toBe(true)
        if (expiry !== null)
          expect(rank[evaluateReachability(inputs, expiry).status]).toBeLessThanOrEqual(rank[before.status])
      }),
      { numRuns: 2_000 },
    )
  })
})
