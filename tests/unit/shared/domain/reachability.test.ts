import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OBSTACLES } from '../../../../src/shared/ipc/contract.ts'
import type { Line } from '../../../../src/shared/domain/phone.ts'
import {
  following,
  judge,
  nextLapse,
  sameReach,
  type Grounds,
} from '../../../../src/shared/domain/reachability.ts'
import { HEARD_FRESH_MS, REGISTERED_FRESH_MS } from '../../../../src/shared/domain/signalling-timing.ts'

const NOW = 1_800_000_000_000
const ready: Line = { state: 'ready', identity: 'maria', since: 0 }
const offline = (reason: Extract<Line, { state: 'offline' }>['reason']): Line => ({
  state: 'offline',
  reason,
  since: 0,
  detail: null,
})

/** A computer where all is well. */
const well: Grounds = {
  evidence: { heardAt: NOW - 8_000, registeredAt: NOW - 12_000, online: true, microphone: 'usable' },
  line: ready,
  local: false,
  ticket: { receivedAt: NOW - 1_000, expiresAt: NOW + 3_600_000 },
  notifications: 'with-buttons',
}
const evidence = (parts: Partial<NonNullable<Grounds['evidence']>>): Partial<Grounds> => ({
  evidence: { heardAt: NOW, registeredAt: NOW, online: true, microphone: 'usable', ...parts },
})

describe('whether a call would arrive now', () => {
  it('yes, with fresh evidence for everything', () => {
    expect(judge(well, NOW)).toEqual({ verdict: 'yes', obstacle: null, since: NOW })
  })

  it.each<[string, Partial<Grounds>, string, string]>([
    ['the page is gone', { line: offline('phone-gone') }, 'no', 'phone-gone'],
    [
      'the token was refused',
      { line: { state: 'refused', reason: 'unauthorised', since: 0, detail: null } },
      'no',
      'not-allowed-in',
    ],
    ['the line says there is no network', { line: offline('network') }, 'no', 'no-network'],
    ['the computer says there is no network', evidence({ online: false }), 'no', 'no-network'],
    ['signalling is away', { line: offline('signalling-unreachable') }, 'no', 'service-unreachable'],
    ['tokens are away', { line: offline('token-service-unreachable') }, 'no', 'service-unreachable'],
    ['it is starting', { line: offline('starting') }, 'no', 'not-registered'],
    ['it is connecting', { line: { state: 'connecting', since: 0 } }, 'no', 'not-registered'],
    ['the renderer has told nothing', { evidence: null }, 'no', 'line-silent'],
    ['nothing was ever heard', evidence({ heardAt: null }), 'no', 'line-silent'],
    ['the line has gone quiet', evidence({ heardAt: NOW - HEARD_FRESH_MS - 1 }), 'no', 'line-silent'],
    ['the clock was put back', evidence({ heardAt: NOW + 60_000 }), 'no', 'line-silent'],
    ['nobody acknowledged it', evidence({ registeredAt: null }), 'no', 'not-registered'],
    [
      'nobody acknowledges it any more',
      evidence({ registeredAt: NOW - REGISTERED_FRESH_MS - 1 }),
      'no',
      'not-registered',
    ],
    ['there is no ticket', { ticket: null }, 'no', 'not-registered'],
    [
      'the ticket has run out',
      { ticket: { receivedAt: NOW - 2_000, expiresAt: NOW - 1_000 } },
      'no',
      'service-unreachable',
    ],
    [
      'the ticket should long be renewed',
      { ticket: { receivedAt: NOW - 950, expiresAt: NOW + 50 } },
      'partly',
      'token-running-out',
    ],
    ['the microphone is denied', evidence({ microphone: 'denied' }), 'partly', 'microphone-denied'],
    ['there is no microphone', evidence({ microphone: 'missing' }), 'partly', 'microphone-missing'],
    ['nothing shows notifications', { notifications: 'none' }, 'partly', 'no-notifications'],
    ['they have no buttons', { notifications: 'without-buttons' }, 'partly', 'notifications-without-buttons'],
  ])('%s', (_what, parts, verdict, obstacle) => {
    expect(judge({ ...well, ...parts }, NOW)).toMatchObject({ verdict, obstacle })
  })

  it('rests on the word of the SDK where its signs of life cannot be observed', () => {
    const unobserved = evidence({ heardAt: null, registeredAt: null, observed: false })
    expect(judge({ ...well, ...unobserved }, NOW)).toMatchObject({ verdict: 'yes', obstacle: null })
    expect(judge({ ...well, ...unobserved, line: { state: 'connecting', since: 0 } }, NOW)).toMatchObject({
      verdict: 'no',
      obstacle: 'not-registered',
    })
  })

  it('the practice line needs no network', () => {
    expect(judge({ ...well, ...evidence({ online: false }), local: true }, NOW).verdict).toBe('yes')
  })

  it('what is still the same keeps its beginning, and what is new has a new one', () => {
    const silent = { verdict: 'no', obstacle: 'line-silent', since: 5 } as const
    expect(following(silent, { verdict: 'no', obstacle: 'not-registered', since: 9 }).since).toBe(5)
    expect(following(silent, { verdict: 'yes', obstacle: null, since: 9 }).since).toBe(9)
  })
})

const time = fc.option(fc.integer({ min: NOW - 100_000, max: NOW + 5_000 }))
const anyGrounds: fc.Arbitrary<Grounds> = fc.record({
  evidence: fc.option(
    fc.record({
      heardAt: time,
      registeredAt: time,
      online: fc.boolean(),
      microphone: fc.constantFrom('usable', 'denied', 'missing', 'unknown'),
    }),
  ),
  line: fc.constantFrom<Line>(
    ready,
    { state: 'connecting', since: 0 },
    offline('starting'),
    offline('network'),
    offline('signalling-unreachable'),
    { state: 'refused', reason: 'token-invalid', since: 0, detail: null },
  ),
  local: fc.boolean(),
  ticket: fc.option(
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
        if (judge(grounds, NOW).verdict !== 'yes') return
        expect(grounds.line.state).toBe('ready')
        expect(NOW - (grounds.evidence?.heardAt ?? 0)).toBeLessThanOrEqual(HEARD_FRESH_MS)
        expect(NOW - (grounds.evidence?.registeredAt ?? 0)).toBeLessThanOrEqual(REGISTERED_FRESH_MS)
        expect(grounds.ticket?.expiresAt).toBeGreaterThanOrEqual(NOW)
      }),
      { numRuns: 2_000 },
    )
  })

  it('an obstacle is named exactly when there is one, and it is one of the known', () => {
    fc.assert(
      fc.property(anyGrounds, (grounds) => {
        const { verdict, obstacle } = judge(grounds, NOW)
        expect(obstacle === null).toBe(verdict === 'yes')
        if (obstacle !== null) expect(OBSTACLES).toContain(obstacle)
      }),
    )
  })

  it('time alone changes nothing before the next lapse, and never for the better', () => {
    const rank = { yes: 2, partly: 1, no: 0 }
    fc.assert(
      fc.property(anyGrounds, fc.double({ min: 0, max: 1, noNaN: true }), (grounds, part) => {
        // A clock that was put back is put right by the next sign of life, not by waiting.
        const { evidence: told } = grounds
        fc.pre((told?.heardAt ?? 0) <= NOW && (told?.registeredAt ?? 0) <= NOW)
        const lapse = nextLapse(grounds, NOW)
        const before = judge(grounds, NOW)
        const until = lapse ?? NOW + 1_000_000
        const meanwhile = Math.floor(NOW + part * (until - 1 - NOW))
        expect(sameReach(judge(grounds, meanwhile), before)).toBe(true)
        if (lapse !== null)
          expect(rank[judge(grounds, lapse).verdict]).toBeLessThanOrEqual(rank[before.verdict])
      }),
      { numRuns: 2_000 },
    )
  })
})
