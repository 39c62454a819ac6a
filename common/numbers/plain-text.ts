const INVISIBLE = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800]/gu
/** A stroke or an enclosure drawn over a digit, as in keycap emoji. */
const OVER_DIGITS = /(?<=\p{Nd})\p{M}+/gu
const DASHES = /[\p{Pd}\u2043\u2053\u2212\u223C\u301C\u30FC~]/gu
const DOTS = /[\u00B7\u2022\u2024\u2027\u2219\u22C5\u30FB\u3002]/gu
const SLASHES = /[\u2044\u2215\u29F8]/gu
const OPENING = /[\p{Ps}\p{Pi}]/gu
const CLOSING = /[\p{Pe}\p{Pf}]/gu
const PLUSES = /[\u2795\uFE62]/gu
const STARS = /[\u2217\u2731\u22C6]/gu
const HASHES = /[\u266F]/gu

/**
 * The same text with digits of every script as 0 to 9, and blanks, dashes, brackets, plus signs, stars and slashes of every
 * script as their ASCII forms; invisible characters are removed, and the ends are trimmed. Letters stay.
 */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(INVISIBLE, '')
    .replaceAll(OVER_DIGITS, '')
    .replaceAll(/\p{Nd}/gu, plainDigit)
    .replaceAll(DASHES, '-')
    .replaceAll(DOTS, '.')
    .replaceAll(SLASHES, '/')
    .replaceAll(OPENING, '(')
    .replaceAll(CLOSING, ')')
    .replaceAll(PLUSES, '+')
    .replaceAll(STARS, '*')
    .replaceAll(HASHES, '#')
    .trim()
}

/** The value of a decimal digit of any script, `'0'` to `'9'`: each script has its ten digits in one contiguous range. */
function plainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let before = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before += 1
  return String(before % 10)
}
