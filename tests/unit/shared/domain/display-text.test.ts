import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_NAME_GRAPHEMES, sanitizeDisplayText } from '../../../../src/shared/domain/display-text.ts'

const graphemes = (text: string): number =>
  [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].length

/** What must never reach the screen: controls, bidirectional overrides and isolates, zero-width space, tags, fillers. */
const DANGEROUS =
  /[\p{Cc}\p{Cs}\p{Co}\u00AD\u061C\u115F\u1160\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\u{E0000}-\u{E0FFF}]/u

const FAMILY = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}\u200D\u{1F466}'
const ZALGO = `Z${'\u0301\u0316\u0321'.repeat(100)}algo`

describe('The display name of a caller', () => {
  it.each([
    ['a plain name', 'Maria Keller', 'Maria Keller'],
    ['markup, which the renderer escapes', '<b>Bank</b> & Co', '<b>Bank</b> & Co'],
    ['a right-to-left override', '\u202Egnp.exe', 'gnp.exe'],
    ['isolates', '\u2066Bob\u2069', 'Bob'],
    ['line breaks and tabs', 'Bob\r\n\tSmith', 'Bob Smith'],
    ['a bell and an escape', 'Bob\u0007\u001B[31m', 'Bob[31m'],
    ['zero-width spaces', 'B\u200Bo\u2060b', 'Bob'],
    ['white space either side of nothing', 'Bob \u200B Smith', 'Bob Smith'],
    ['tag characters', 'Bob\u{E0041}\u{E0042}', 'Bob'],
    ['an emoji family, in one piece', FAMILY, FAMILY],
    ['a red heart', '\u2764\uFE0F', '\u2764\uFE0F'],
    ['a Persian name with its joiner', 'می\u200Cخواهم', 'می\u200Cخواهم'],
    ['half an emoji', 'Bob \uD83D', 'Bob'],
    ['decomposed letters', 'Zu\u0308rich', 'Zürich'],
    ['nothing', '', ''],
    ['blanks only', ' \t\u00A0\u3000', ''],
    ['invisible characters only', '\u200B\u200D\u2060\uFEFF\u3164\u2800\u00AD', ''],
    ['joiners only', '\u200D\u200C\u200D', ''],
  ])('is sanitized: %s', (_what, given, shown) => {
    expect(sanitizeDisplayText(given)).toBe(shown)
  })

  it('keeps three combining marks on a letter', () => {
    const shown = sanitizeDisplayText(ZALGO)
    expect(shown.normalize('NFD').replaceAll(/\p{M}/gu, '')).toBe('Zalgo')
    expect(shown.match(/\p{M}/gu)?.length ?? 0).toBeLessThanOrEqual(3)
  })

  it('is truncated between graphemes, with an ellipsis', () => {
    expect(sanitizeDisplayText('x'.repeat(10_000))).toBe(`${'x'.repeat(MAX_NAME_GRAPHEMES - 1)}…`)
    expect(sanitizeDisplayText(FAMILY.repeat(100), 3)).toBe(`${FAMILY.repeat(2)}…`)
    expect(sanitizeDisplayText('abc', 3)).toBe('abc')
    expect(sanitizeDisplayText('ab cd', 4)).toBe('ab…')
  })

  it('has a bounded length even when one grapheme is very long', () => {
    const chain = `\u{1F468}${'\u200D\u{1F468}'.repeat(5_000)}`
    expect(sanitizeDisplayText(chain).length).toBeLessThanOrEqual(500)
    expect(sanitizeDisplayText(FAMILY.repeat(60)).length).toBeLessThanOrEqual(500)
  })
})

const nasty = fc.stringMatching(
  /^([\u0300-\u0320]|[\u200B-\u200F]|[\u202A-\u202E]|\uFE0F|[\u1100-\u11FF]|[A-E \t]){0,80}$/u,
)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  nasty,
  fc
    .array(fc.constantFrom(FAMILY, ZALGO, '\u202E', ' ', '\u{1F1E9}\u{1F1EA}', 'é', 'ㄱ', '\uD800'))
    .map((parts) => parts.join('')),
)

describe('Every sanitized text', () => {
  it('is within the limit, has no dangerous characters, and does not change in a second pass', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 80 }), (given, limit) => {
        const shown = sanitizeDisplayText(given, limit)
        expect(graphemes(shown)).toBeLessThanOrEqual(limit)
        expect(shown.length).toBeLessThanOrEqual(500)
        expect(shown).not.toMatch(DANGEROUS)
        expect(sanitizeDisplayText(shown, limit)).toBe(shown)
      }),
      { numRuns: 2_000 },
    )
  })
})
