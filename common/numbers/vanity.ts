const KEYS: readonly (readonly [letters: string, digit: string])[] = [
  ['ABC', '2'],
  ['DEF', '3'],
  ['GHI', '4'],
  ['JKL', '5'],
  ['MNO', '6'],
  ['PQRS', '7'],
  ['TUV', '8'],
  ['WXYZ', '9'],
]
const DIGIT_OF = new Map(
  KEYS.flatMap(([letters, digit]) => letters.split('').map((letter) => [letter, digit])),
)

/** North American toll-free numbers are advertised as words that may be too long; the surplus letters are not dialled. */
const TOLL_FREE = /^(?:\+?1)?(8(?:00|33|44|55|66|77|88)[0-9]{7})[0-9]{0,4}$/
/** Digits first; then words of letters and digits, joined by blanks, dots, dashes or brackets. */
const VANITY = /(?<![\p{L}\p{Nd}])\+?[(\d][\d\s().-]*[a-z][a-z\d\s().-]*/giu

/**
 * The numbers that a plain text may spell with the letters of a telephone keypad, as digits with an optional plus: `1-800-FLOWERS`
 * is 18003569377. The likeliest comes first. Whether a number exists is not checked.
 */
export function vanityNumbers(text: string): string[] {
  return [...text.matchAll(VANITY)].flatMap(([spelled]) => {
    // `1-800-FLOWERS for roses`: words are left out from the end.
    const words = spelled.trim().split(' ')
    const candidates = words.map((_, taken) => words.slice(0, words.length - taken).join(' '))
    return candidates.filter((candidate) => /[a-z]/i.test(candidate)).map(onKeys)
  })
}

function onKeys(spelled: string): string {
  const digits = spelled
    .toUpperCase()
    .replaceAll(/[A-Z]/g, (letter) => DIGIT_OF.get(letter) ?? letter)
    .replaceAll(/[^\d+]/g, '')
  const tollFree = TOLL_FREE.exec(digits)?.[1]
  return tollFree === undefined ? digits : `+1${tollFree}`
}
