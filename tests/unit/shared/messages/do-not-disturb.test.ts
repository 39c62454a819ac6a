import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DoNotDisturb } from '../../../../src/shared/ipc/contract.ts'
import {
  dndUntil,
  dndMessage,
  dndDurationOf,
  untilText,
} from '../../../../src/shared/messages/do-not-disturb.ts'

const NOW = new Date(2026, 10, 22, 14, 30, 12, 5).getTime()
const quiet = (parts: Partial<DoNotDisturb>): DoNotDisturb => ({
  until: null,
  mode: 'silent',
  system: 'off',
  ...parts,
})

describe('how long do not disturb lasts', () => {
  it('is an hour from now, tomorrow at seven, or until it is turned off', () => {
    expect(dndUntil('off', NOW)).toBeNull()
    expect(dndUntil('hour', NOW)).toBe(NOW + 3_600_000)
    expect(dndUntil('tomorrow', NOW)).toBe(new Date(2026, 10, 23, 7).getTime())
    expect(dndUntil('turned-off', NOW)).toBe('turned-off')
  })

  it('is the next day also just before and just after midnight', () => {
    expect(dndUntil('tomorrow', new Date(2026, 11, 31, 23, 59).getTime())).toBe(
      new Date(2027, 0, 1, 7).getTime(),
    )
    expect(dndUntil('tomorrow', new Date(2026, 10, 22, 0, 1).getTime())).toBe(
      new Date(2026, 10, 23, 7).getTime(),
    )
  })

  it('is always later than now, and known again as what was chosen', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(2020, 0), max: new Date(2040, 0), noInvalidDate: true }),
        (date) => {
          const now = date.getTime()
          const tomorrow = dndUntil('tomorrow', now)
          expect(tomorrow).toBeGreaterThan(now)
          expect(dndDurationOf(tomorrow)).toBe('tomorrow')
          expect(dndDurationOf(dndUntil('turned-off', now))).toBe('turned-off')
          expect(dndDurationOf(dndUntil('off', now))).toBe('off')
        },
      ),
    )
    expect(dndDurationOf(dndUntil('hour', NOW))).toBe('hour')
  })
})

describe('do not disturb in words', () => {
  it.each([
    [null, ''],
    ['turned-off', 'until you turn it off'],
    [NOW + 3_600_000, 'until 15:30'],
    [new Date(2026, 10, 23, 7).getTime(), 'until tomorrow at 07:00'],
  ] as const)('%s is %j', (until, words) => {
    expect(untilText(until, NOW, 'en-GB')).toBe(words)
  })

  it('says until when, and what callers meet', () => {
    expect(dndMessage(quiet({ until: NOW + 3_600_000, mode: 'busy' }), NOW, 'en-GB')).toEqual({
      title: 'Do not disturb until 15:30',
      hint: 'Callers hear busy.',
    })
    expect(dndMessage(quiet({ until: 'turned-off' }), NOW)?.hint).toBe('Calls ring here without a sound.')
  })

  it('tells of the system’s own only where it is known to be on', () => {
    expect(dndMessage(quiet({ system: 'on' }), NOW)?.title).toBe('This computer is set to do not disturb')
    expect(dndMessage(quiet({ system: 'unknown' }), NOW)).toBeNull()
    expect(dndMessage(quiet({}), NOW)).toBeNull()
  })
})
