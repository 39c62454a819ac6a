/** Longest name shown anywhere, in user-perceived characters, the ellipsis of a shortened one included. */
export const MAX_NAME_GRAPHEMES = 60

/** Longest a line may be in memory, whatever it is made of: one user-perceived character can be arbitrarily long. */
const MAX_UNITS = 480

// Control, formatting and other characters that are not to be seen (bidirectional overrides, zero-width, tags, fillers,
// private use): none belongs in a caller's name, and a right-to-left override could dress one number as another.
// Joiners and the emoji selector stay, since families and several scripts are written with them.
const UNSAFE =
  /(?!\u200C|\u200D|\uFE0F)[\p{Cc}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800\uFFF9-\uFFFB]/gu

const VISIBLE = /[^\s\p{M}\u200C-\u200D]/u

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Sanitizes untrusted text for display on one line: formatting characters removed, white space folded, stacked combining
 * marks thinned, cut to `limit` graphemes (and 480 UTF-16 units) with an ellipsis. Markup is left as it is:
 * the renderer escapes it. Returns '' when nothing visible is left. The function is idempotent.
 */
export function sanitizeDisplayText(text: string, limit: number = MAX_NAME_GRAPHEMES): string {
  let line = text.slice(0, limit * 50)
  // Taking something out may bring together what then folds or composes: a few rounds settle it.
  for (let round = 0; round < 8; round += 1) {
    const next = shortened(cleaned(line), limit)
    if (next === line) break
    line = next
  }
  return line
}

function cleaned(text: string): string {
  const clean = text
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(UNSAFE, '')
    .normalize('NFC')
    .replaceAll(/([\u200C-\u200D])[\u200C-\u200D]+/gu, '$1')
    .replaceAll(/(\p{M}{3})\p{M}+/gu, '$1')
    .replaceAll(/ +/g, ' ')
    .trim()
  return VISIBLE.test(clean) ? clean : ''
}

function shortened(line: string, limit: number): string {
  const kept: string[] = []
  let units = 0
  for (const { segment } of graphemes.segment(line)) {
    units += segment.length
    if (kept.length === limit || units > MAX_UNITS)
      return `${kept
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
    kept.push(segment)
  }
  return line
}
