import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OBSTACLES, type Reach } from '../../../../src/shared/ipc/contract.ts'
import type { Line } from '../../../../src/shared/domain/phone.ts'
import {
  lastingWords,
  OBSTACLE_WORDS,
  REMEDY_LABELS,
  standing,
} from '../../../../src/shared/messages/reachability.ts'

const READY: Line = { state: 'ready', identity: 'maria', since: 1_000 }
const YES: Reach = { verdict: 'yes', obstacle: null, since: 2_000 }
const silent = (since: number): Reach => ({ verdict: 'no', obstacle: 'line-silent', since })

describe('whether one can be reached', () => {
  it('is claimed only on evidence', () => {
    expect(standing(READY, YES, 3_000)).toMatchObject({
      tone: 'sure',
      title: 'You can be reached',
      aside: 'You are maria.',
      since: null,
    })
    expect(standing(READY, null, 3_000)).toMatchObject({
      tone: 'hopeful',
      title: 'Ready for incoming calls',
      aside: 'You are maria.',
    })
  })

  it('is believed of a fresh line for a moment, until main has had time to judge', () => {
    const before: Reach = { verdict: 'no', obstacle: 'not-registered', since: 500 }
    expect(standing(READY, before, 2_000).tone).toBe('hopeful')
    expect(standing(READY, before, 30_000)).toMatchObject({ tone: 'no', title: 'The line is not connected' })
  })

  it('is denied at once when something breaks, whatever the line says', () => {
    expect(standing(READY, silent(5_000), 5_001)).toEqual({
      tone: 'no',
      title: 'The line is not responding',
      aside: null,
      hint: OBSTACLE_WORDS['line-silent'].hint,
      since: 5_000,
      remedy: 'try-again',
    })
  })

  it('says what would go wrong with a call that arrives, and who one is', () => {
    const partly: Reach = { verdict: 'partly', obstacle: 'microphone-missing', since: 9 }
    expect(standing(READY, partly, 10)).toMatchObject({
      tone: 'partly',
      title: 'No microphone found',
      hint: 'Calls still arrive. Callers would not hear you. Plug in a microphone or a headset.',
      aside: 'Ready for incoming calls. You are maria.',
    })
  })

  it.each<[Line, Partial<ReturnType<typeof standing>>]>([
    [
      { state: 'refused', reason: 'unauthorised', since: 7, detail: null },
      { tone: 'no', title: 'Sign-in failed', since: 7, remedy: 'settings' },
    ],
    [
      { state: 'offline', reason: 'network', since: 7, detail: null },
      { tone: 'no', title: 'Offline', since: 7, remedy: null },
    ],
    [
      { state: 'offline', reason: 'signalling-unreachable', since: 7, detail: null },
      { tone: 'no', title: 'Offline', since: 7, remedy: 'try-again' },
    ],
    [
      { state: 'offline', reason: 'starting', since: 7, detail: null },
      { tone: 'passing', title: 'Starting', since: null },
    ],
    [
      { state: 'connecting', since: 7 },
      { tone: 'passing', title: 'Connecting', since: null },
    ],
  ])('is never claimed of a line that is not ready: %o', (line, expected) => {
    expect(standing(line, YES, 10)).toMatchObject(expected)
  })

  it('counts trouble from where it began', () => {
    const line: Line = { state: 'offline', reason: 'signalling-unreachable', since: 9_000, detail: null }
    expect(standing(line, silent(4_000), 10_000).since).toBe(4_000)
  })

  it('is never claimed while the verdict is no', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...OBSTACLES),
        fc.nat(100_000),
        fc.nat(100_000),
        (obstacle, since, later) => {
          const told = standing(READY, { verdict: 'no', obstacle, since }, since + later)
          expect(told.tone).not.toBe('sure')
          expect(told.title).not.toMatch(/undefined|null/)
        },
      ),
    )
  })
})

describe('the words for each obstacle', () => {
  it.each(OBSTACLES)(
    '%s reads as a title, a hint, and something to press if Offhook can help',
    (obstacle) => {
      const { what, hint, remedy } = OBSTACLE_WORDS[obstacle]
      expect(what).toMatch(/^[A-Z][^.]{1,31}$/)
      expect(hint).toMatch(/^[A-Z].+\.$/)
      if (remedy !== null) expect(REMEDY_LABELS[remedy]).not.toBe('')
    },
  )
})

it.each([
  [-5, 'for less than a minute'],
  [59_999, 'for less than a minute'],
  [60_000, 'for 1 minute'],
  [3 * 60_000, 'for 3 minutes'],
  [3_600_000, 'for 1 hour'],
  [47 * 3_600_000, 'for 47 hours'],
  [48 * 3_600_000, 'for 2 days'],
])('%i milliseconds have lasted %s', (ms, words) => {
  expect(lastingWords(ms)).toBe(words)
})
