/** One speech sound: how long, how much voice and breath (0..1), and its three formants in Hz. */
export interface Sound {
  ms: number
  voiced: number
  noise: number
  formants: readonly [number, number, number]
}

const sound = (ms: number, voiced: number, noise: number, f1: number, f2: number, f3: number): Sound => ({
  ms,
  voiced,
  noise,
  formants: [f1, f2, f3],
})

const pause = (ms: number): Sound => sound(ms, 0, 0, 500, 1500, 2500)

const VOWELS: Readonly<Record<string, Sound>> = {
  a: sound(110, 1, 0, 730, 1200, 2450),
  e: sound(95, 1, 0, 530, 1840, 2480),
  i: sound(90, 1, 0, 300, 2250, 2900),
  o: sound(105, 1, 0, 520, 900, 2400),
  u: sound(95, 1, 0, 320, 870, 2240),
  y: sound(85, 1, 0, 300, 2050, 2600),
}

const VOICED = sound(60, 0.45, 0.03, 280, 1250, 2300)
const HISS = sound(75, 0, 0.55, 1900, 2900, 3500)
const BREATH = sound(60, 0.1, 0.3, 700, 1500, 2600)
const STOP = [pause(35), sound(18, 0, 0.8, 900, 1800, 2900)]

const each = (letters: string, sounds: readonly Sound[]): Record<string, readonly Sound[]> =>
  Object.fromEntries(Array.from(letters, (letter) => [letter, sounds]))

const CONSONANTS: Readonly<Record<string, readonly Sound[]>> = {
  ...each('bdgjlmnrvwz', [VOICED]),
  ...each('csxß', [HISS]),
  ...each('fh', [BREATH]),
  ...each('kpqt', STOP),
}

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const VOWEL_ORDER = Object.values(VOWELS)

/** The sounds of a text, letter by letter; digits as English words, letters of other scripts as a syllable each. */
export function soundsOf(text: string): readonly Sound[] {
  const spelled = text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[0-9]/g, (digit) => ` ${DIGITS[Number(digit)]} `)
    .trim()
    .replace(/\s+/g, ' ')
  return Array.from(spelled).flatMap((letter) => soundOf(letter))
}

function soundOf(letter: string): readonly Sound[] {
  const known = VOWELS[letter]
  if (known) return [known]
  const consonant = CONSONANTS[letter]
  if (consonant) return consonant
  if (letter === ' ') return [pause(55)]
  if (/[.!?\u3002]/.test(letter)) return [pause(320)]
  if (/[,;:\u3001]/.test(letter)) return [pause(180)]
  // Accents (split off by NFD) and signs have no sound of their own.
  if (!/\p{L}/u.test(letter)) return []
  const vowel = VOWEL_ORDER[(letter.codePointAt(0) ?? 0) % VOWEL_ORDER.length]
  return vowel ? [VOICED, vowel] : []
}
