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
const dnd = (parts: Partial<DoNotDisturb>): DoNotDisturb => ({
  until: null,
  mode: 'silent',
  system: 'off',
  ...parts,
})

describe('The end of do not disturb', () => {
  it('is an hour from now, tomorrow at seven, or until it is turned off', () => {
    expect(dndUntil('off', NOW)).toBeNull()
    expect(dndUntil('hour', NOW)).toBe(NOW + 3_600_000)
    expect(dndUntil('tomorrow', NOW)).toBe(new Date(2026, 10, 23, 7).getTime())
    expect(dndUntil('turned-off', NOW)).toBe('turned-off')
  })

  it('is on the next day also just before and just after midnight', () => {
    expect(dndUntil('tomorrow', new Date(2026, 11, 31, 23, 59).getTime())).toBe(
      new Date(2027, 0, 1, 7).getTime(),
    )
    expect(dndUntil('tomorrow', new Date(2026, 10, 22, 0, 1).getTime())).toBe(
      new Date(2026, 10, 23, 7).getTime(),
    )
  })

  it('is always later than now and maps back to the chosen option', () => {
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

describe('The message of do not disturb', () => {
  it.each([
    [null, ''],
    ['turned-off', 'until you turn it off'],
    [NOW + 3_600_000, 'until 15:30'],
    [new Date(2026, 10, 23, 7).getTime(), 'until tomorrow at 07:00'],
  ] as const)('%s is %j', (until, words) => {
    expect(untilText(until, NOW, 'en-GB')).toBe(words)
  })

  it('names the end time and what callers hear', () => {
    expect(dndMessage(dnd({ until: NOW + 3_600_000, mode: 'busy' }), NOW, 'en-GB')).toEqual({
      title: 'Do not disturb until 15:30',
      hint: 'Callers hear busy.',
    })
    expect(dndMessage(dnd({ until: 'turned-off' }), NOW)?.hint).toBe('Calls ring here without a sound.')
  })

  it('mentions do not disturb of the system only when it is known to be on', () => {
    expect(dndMessage(dnd({ system: 'on' }), NOW)?.title).toBe('This computer is set to do not disturb')
    expect(dndMessage(dnd({ system: 'unknown' }), NOW)).toBeNull()
    expect(dndMessage(dnd({}), NOW)).toBeNull()
  })
})
