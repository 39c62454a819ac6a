import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { en } from '../../../src/shared/messages/en/index.ts'
import type { Catalogue } from '../../../src/shared/messages/translate.ts'

export const PSEUDO_LOCALE = 'en-XA'

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'à',
  b: 'ƀ',
  c: 'ç',
  d: 'ð',
  e: 'é',
  f: 'ƒ',
  g: 'ĝ',
  h: 'ĥ',
  i: 'î',
  j: 'ĵ',
  k: 'ķ',
  l: 'ļ',
  m: 'ɱ',
  n: 'ñ',
  o: 'ö',
  p: 'þ',
  q: 'ɋ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'û',
  v: 'ṽ',
  w: 'ŵ',
  x: 'ẋ',
  y: 'ý',
  z: 'ž',
}
/** How much longer a translation can be: short texts grow most. */
const GROWTH = { short: 0.6, long: 0.35, shortLength: 20 } as const

/**
 * English as a language of its own, `en-XA`: every text is longer, accented and between brackets, so that a text that bypasses the
 * catalogue, or that has no room to grow, is visible. For tests.
 */
export function pseudoCatalogue(): Catalogue {
  return Object.fromEntries(
    Object.entries(en).map(([key, text]) => [key, bracketed(parse(text, { ignoreTag: true }), text.length)]),
  )
}

function bracketed(elements: MessageFormatElement[], length: number): MessageFormatElement[] {
  const growth = length < GROWTH.shortLength ? GROWTH.short : GROWTH.long
  const padding = ' ·'.repeat(Math.ceil((length * growth) / 2))
  return [literal('⟦'), ...elements.map(accented), literal(`${padding}⟧`)]
}

function accented(element: MessageFormatElement): MessageFormatElement {
  if (element.type === TYPE.literal)
    return { ...element, value: element.value.replaceAll(/[a-z]/g, (letter) => ACCENTED[letter] ?? letter) }
  if (element.type !== TYPE.plural && element.type !== TYPE.select) return element
  const options = Object.entries(element.options).map(([name, { value, ...rest }]) => [
    name,
    { ...rest, value: value.map(accented) },
  ])
  return { ...element, options: Object.fromEntries(options) }
}

function literal(value: string): MessageFormatElement {
  return { type: TYPE.literal, value }
}

const PLAIN = new Map(Object.entries(ACCENTED).map(([letter, accent]) => [accent, letter]))

/** The English text of a text of the pseudo-locale. */
export function plainText(text: string): string {
  return text.replaceAll(/( ·)*⟧|⟦/gu, '').replaceAll(/\p{L}/gu, (letter) => PLAIN.get(letter) ?? letter)
}
