import { soundsOf, type Sound } from './speech-sounds.ts'
import { fromSamples, repeat } from './sources.ts'
import { SAMPLE_RATE, type AudioSource } from '../types.ts'

export interface SayOptions {
  /** TwiML voice name; only `man` is told from the others (a lower voice). */
  voice?: string
  /** BCP 47 tag, accepted as TwiML has it; every language is read with the same sounds. */
  language?: string
  /** How often the text is said, 0 for ever (default 1). */
  loop?: number
}

const PITCH_HZ = { man: 108, others: 190 }
const AMPLITUDE = 20_000
/** The time in which one sound glides into the next. */
const GLIDE = 0.006

/**
 * Generated speech: recognisably a voice with the rhythm of the text, without a word to understand. The same text
 * always gives the same samples; it is made while it plays, so a long text costs nothing ahead.
 */
export function say(text: string, { voice = 'woman', loop = 1 }: SayOptions = {}): AudioSource {
  const sounds = soundsOf(text)
  const pitch = voice === 'man' ? PITCH_HZ.man : PITCH_HZ.others
  return repeat(() => speak(sounds, pitch), loop === 0 ? Infinity : loop)
}

function speak(sounds: readonly Sound[], pitchHz: number): AudioSource {
  const glide = 1 - Math.exp(-1 / (GLIDE * SAMPLE_RATE))
  const resonators = [resonator(), resonator(), resonator()] as const
  const noise = createNoise()
  let index = -1
  let left = 0
  let spoken = 0
  let phase = 0
  let voiced = 0
  let breath = 0
  let lastRaw = 0
  return fromSamples(() => {
    while (left <= 0) {
      index += 1
      const next = sounds[index]
      if (!next) return undefined
      left = Math.round((next.ms * SAMPLE_RATE) / 1000)
    }
    const sound = sounds[index]
    if (!sound) return undefined
    left -= 1
    spoken += 1
    voiced += (sound.voiced - voiced) * glide
    breath += (sound.noise - breath) * glide
    // The melody: a slow rise and fall, so that it sounds like somebody and not like a machine tone.
    const hz = pitchHz * (1 + 0.06 * Math.sin((2 * Math.PI * spoken) / (1.3 * SAMPLE_RATE)))
    phase += hz / SAMPLE_RATE
    if (phase >= 1) phase -= 1
    const raw = voiced * (1 - 2 * phase) + breath * noise()
    // Lips radiate high tones better than low ones; without this only the pitch would be heard, not the vowels.
    const source = raw - 0.9 * lastRaw
    lastRaw = raw
    const [first, second, third] = sound.formants
    return (
      AMPLITUDE *
      (resonators[0](source, first, 90) +
        0.6 * resonators[1](source, second, 120) +
        0.3 * resonators[2](source, third, 160))
    )
  })
}

/** A two-pole resonance at `hz`, `width` Hz wide, with about the same loudness wherever it is. */
function resonator(): (input: number, hz: number, width: number) => number {
  let last = 0
  let before = 0
  return (input, hz, width) => {
    const radius = Math.exp((-Math.PI * width) / SAMPLE_RATE)
    const output =
      (1 - radius) * 2 * input +
      2 * radius * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE) * last -
      radius * radius * before
    before = last
    last = output
    return output
  }
}

/** White noise -1..1, the same every time. */
function createNoise(): () => number {
  let seed = 0x2545_f491
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0
    return seed / 0x8000_0000
  }
}
