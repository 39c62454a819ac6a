import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { initials } from '../../../src/renderer/ui/calls/party/initials.ts'
import { parseParty } from '../../../src/shared/domain/party.ts'

describe('the letters that stand for a party', () => {
  test.each([
    ['a first and a last name', '+12025550147', 'Maria Santos', 'MS'],
    ['names between are left out', '+12025550147', 'Ada King Lovelace', 'AL'],
    ['one name', '+12025550147', 'maria', 'M'],
    ['an identity', 'client:alice', undefined, 'A'],
    ['an identity of several words', 'client:maria.santos@example', undefined, 'ME'],
    ['accents stay with their letter', '+12025550147', 'E\u0301mile Zola', 'ÉZ'],
    ['other scripts', '+12025550147', 'Лев Толстой', 'ЛТ'],
    ['a number', '+12025550147', undefined, null],
    ['nobody', 'anonymous', undefined, null],
    ['emoji only', '+12025550147', '🏴‍☠️ 👩‍👩‍👧‍👦', null],
    ['markup', '+12025550147', '<b> Bank', 'B'],
    ['digits', '+12025550147', '123 456', null],
  ])('%s', (_, from, name, expected) => {
    expect(initials(parseParty(from, name))).toBe(expected)
  })

  test('whatever a stranger calls himself, they stay short', () => {
    const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const letters = initials(parseParty('+12025550147', name)) ?? ''
        // Upper case may be longer: the German sharp s becomes two letters.
        expect(Array.from(graphemes.segment(letters)).length).toBeLessThanOrEqual(6)
      }),
    )
  })
})
