import { bell, chord, mix, normalised, wavFile } from './tones.ts'

const RATE = 22_050
const TELEPHONE_RATE = 8_000

/** Two notes a fourth apart, up and down twice, then a pause as long: loud enough for the next room, pleasant near by. */
function ringtone(): Buffer {
  const [low, high] = [659.25, 880]
  const notes = [low, high, low, high].map((hz, n) => ({ at: n * 0.16, sound: bell(RATE, 0.7, hz) }))
  const again = notes.map(({ at, sound }) => ({ at: at + 0.8, sound }))
  return wavFile(RATE, normalised(mix(RATE, 3, [...notes, ...again]), 0.8))
}

/** Two short soft beeps every four seconds. */
function waiting(): Buffer {
  const beep = chord(TELEPHONE_RATE, 0.12, [440])
  const beeps = [0, 0.22].map((at) => ({ at, sound: beep }))
  return wavFile(TELEPHONE_RATE, normalised(mix(TELEPHONE_RATE, 4, beeps), 0.6))
}

const ROWS = [697, 770, 852, 941]
const COLUMNS = [1209, 1336, 1477]
/** The keys in rows, as the files are named: s is the star, h the hash. */
const KEYS = ['123', '456', '789', 's0h']

function digits(): Array<readonly [string, Buffer]> {
  return KEYS.flatMap((row, r) =>
    row.split('').map((key, c) => {
      const tone = chord(TELEPHONE_RATE, 0.14, [ROWS[r] ?? 0, COLUMNS[c] ?? 0])
      return [`dtmf-${key}.wav`, wavFile(TELEPHONE_RATE, normalised(tone, 0.25))] as const
    }),
  )
}

/** Every sound file of the app, by name. */
export function soundFiles(): ReadonlyMap<string, Buffer> {
  return new Map([['ringtone.wav', ringtone()], ['waiting.wav', waiting()], ...digits()])
}
