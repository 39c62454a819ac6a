/** Longest name shown anywhere, in user-perceived characters. */
export const NAME_LIMIT = 60

// Control characters, zero-width and bidirectional formatting characters, line and paragraph separators, tags,
// private use: none belongs in a caller's name, and a right-to-left override could dress one number as another.
const UNSAFE =
  /[\p{Cc}\p{Co}\p{Cs}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/gu

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * A stranger's text made fit for one line: formatting characters removed, white space folded, stacked combining
 * marks thinned, cut to `limit` graphemes with an ellipsis. Markup is left as it is: whoever renders it escapes.
 * Returns '' when nothing visible is left.
 */
export function plainLine(text: string, limit: number = NAME_LIMIT): string {
  const clean = text
    .slice(0, limit * 50)
    .normalize('NFC')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(UNSAFE, '')
    .replaceAll(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim()
  let kept = ''
  let count = 0
  for (const { segment } of graphemes.segment(clean)) {
    if (count === limit) return `${kept.trimEnd()}…`
    kept += segment
    count += 1
  }
  return kept
}
