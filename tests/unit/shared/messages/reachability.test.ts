import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { REACHABILITY_ISSUES, type Reachability } from '../../../../src/shared/ipc/contract.ts'
import type { Registration } from '../../../../src/shared/domain/phone.ts'
import { issueMessage, lastingText, statusBanner } from '../../../../src/shared/messages/reachability.ts'
import { t } from '../../../../src/shared/messages/translate.ts'

const READY: Registration = { state: 'registered', identity: 'maria', since: 1_000 }
const YES: Reachability = { status: 'reachable', issue: null, since: 2_000 }
const silent = (since: number): Reachability => ({ status: 'unreachable', issue: 'signalling-silent', since })

describe('The status banner', () => {
  it('says that the user is reachable only with a reachability of main', () => {
    expect(statusBanner(READY, YES, 3_000)).toMatchObject({
      tone: 'confirmed',
      title: 'You can be reached',
      subtitle: 'You are maria.',
      since: null,
    })
    expect(statusBanner(READY, null, 3_000)).toMatchObject({
      tone: 'pending',
      title: 'Ready for incoming calls',
      subtitle: 'You are maria.',
    })
  })

  it('trusts a new registration for a moment until main has evaluated the reachability', () => {
    const before: Reachability = { status: 'unreachable', issue: 'not-registered', since: 500 }
    expect(statusBanner(READY, before, 2_000).tone).toBe('pending')
    expect(statusBanner(READY, before, 30_000)).toMatchObject({
      tone: 'unreachable',
      title: 'The line is not connected',
    })
  })

  it('shows an issue at once, even if the registration is registered', () => {
    expect(statusBanner(READY, silent(5_000), 5_001)).toEqual({
      tone: 'unreachable',
      title: 'The line is not responding',
      subtitle: null,
      hint: issueMessage('signalling-silent').hint,
      since: 5_000,
      remedy: 'try-again',
    })
  })

  it('shows a degraded reachability and the identity', () => {
    const partly: Reachability = { status: 'degraded', issue: 'microphone-missing', since: 9 }
    expect(statusBanner(READY, partly, 10)).toMatchObject({
      tone: 'degraded',
      title: 'No microphone found',
      hint: 'Calls still arrive. Callers would not hear you. Plug in a microphone or a headset.',
      subtitle: 'Ready for incoming calls. You are maria.',
    })
  })

  it.each<[Registration, Partial<ReturnType<typeof statusBanner>>]>([
    [
      { state: 'rejected', reason: 'unauthorised', since: 7, detail: null },
      { tone: 'unreachable', title: 'Sign-in failed', since: 7, remedy: 'settings' },
    ],
    [
      { state: 'offline', reason: 'network', since: 7, detail: null },
      { tone: 'unreachable', title: 'Offline', since: 7, remedy: null },
    ],
    [
      { state: 'offline', reason: 'signalling-unreachable', since: 7, detail: null },
      { tone: 'unreachable', title: 'Offline', since: 7, remedy: 'try-again' },
    ],
    [
      { state: 'offline', reason: 'starting', since: 7, detail: null },
      { tone: 'transient', title: 'Starting', since: null },
    ],
    [
      { state: 'connecting', since: 7 },
      { tone: 'transient', title: 'Connecting', since: null },
    ],
  ])('never says that the user is reachable without a registration: %o', (line, expected) => {
    expect(statusBanner(line, YES, 10)).toMatchObject(expected)
  })

  it('counts the duration of an issue from its start', () => {
    const line: Registration = {
      state: 'offline',
      reason: 'signalling-unreachable',
      since: 9_000,
      detail: null,
    }
    expect(statusBanner(line, silent(4_000), 10_000).since).toBe(4_000)
  })

  it('never says that the user is reachable while main reports an issue', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...REACHABILITY_ISSUES),
        fc.nat(100_000),
        fc.nat(100_000),
        (issue, since, later) => {
          const told = statusBanner(READY, { status: 'unreachable', issue, since }, since + later)
          expect(told.tone).not.toBe('confirmed')
          expect(told.title).not.toMatch(/undefined|null/)
        },
      ),
    )
  })
})

describe('The message for each reachability issue', () => {
  it.each(REACHABILITY_ISSUES)('for %s has a title, a hint, and an action if Offhook can help', (issue) => {
    const { title: what, hint, remedy } = issueMessage(issue)
    expect(what).toMatch(/^[A-Z][^.]{1,31}$/)
    expect(hint).toMatch(/^[A-Z].+\.$/)
    if (remedy !== null) expect(t(`reachability.remedy.${remedy}`)).not.toBe('')
  })
})

it.each([
  [-5, 'for less than a minute'],
  [59_999, 'for less than a minute'],
  [60_000, 'for 1 minute'],
  [3 * 60_000, 'for 3 minutes'],
  [3_600_000, 'for 1 hour'],
  [47 * 3_600_000, 'for 47 hours'],
  [48 * 3_600_000, 'for 2 days'],
])('%i milliseconds are shown as %s', (ms, words) => {
  expect(lastingText(ms)).toBe(words)
})
