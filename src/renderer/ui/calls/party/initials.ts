import type { Party } from '../../../../shared/domain/phone.ts'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const STARTS_WITH_A_LETTER = /^\p{L}/u

/** One or two letters that stand for a named party, or null when its name has none (a number, emoji, nothing). */
export function initials(party: Party): string | null {
  const name = party.name ?? (party.kind === 'identity' ? party.address : '')
  const letters = name
    .split(/[\s_.@-]+/u)
    .filter((word) => STARTS_WITH_A_LETTER.test(word))
    .map((word) => firstLetter(word))
  const first = letters[0]
  if (first === undefined) return null
  const last = letters.length > 1 ? letters.at(-1) : undefined
  return `${first}${last ?? ''}`
}

function firstLetter(word: string): string {
  for (const { segment } of graphemes.segment(word)) return segment.toLocaleUpperCase()
  return ''
}
