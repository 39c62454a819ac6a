/** Milliseconds for one letter: about fourteen letters a second, as text-to-speech reads. */
const LETTER_MS = 75
const SPACE_MS = 55
/** A letter of a script whose letters are syllables or words, such as Japanese. */
const SYLLABLE_MS = 150
const COMMA_PAUSE_MS = 180
const SENTENCE_PAUSE_MS = 320

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/** How long it takes to read a text aloud, in milliseconds. Digits are read as English words; 0 for a text without letters. */
export function speakingTimeMs(text: string): number {
  const spelled = text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[0-9]/g, (digit) => ` ${DIGITS[Number(digit)]} `)
    .trim()
    .replace(/\s+/g, ' ')
  return /\p{L}/u.test(spelled) ? Array.from(spelled).reduce((sum, letter) => sum + timeOf(letter), 0) : 0
}

function timeOf(letter: string): number {
  if (letter === ' ') return SPACE_MS
  if (/[.!?\u3002]/.test(letter)) return SENTENCE_PAUSE_MS
  if (/[,;:\u3001]/.test(letter)) return COMMA_PAUSE_MS
  if (/\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek}/u.test(letter)) return LETTER_MS
  // Accents, which NFD has split off, take no time.
  return /\p{L}/u.test(letter) ? SYLLABLE_MS : 0
}
