import { announcement, recordingOf } from '../prompts/prompts.ts'
import type { AudioSource } from '../types.ts'
import { firstMs, repeat } from './sources.ts'
import { speakingTimeMs } from './speaking-time.ts'
import { wav } from './wav-reader.ts'

export interface SayOptions {
  /** TwiML voice name. `man` has a male voice, every other name a female one. */
  readonly voice?: string
  /** BCP 47 tag, accepted as in TwiML. All recordings are in English. */
  readonly language?: string
  /** How many times the text is said, 0 without end; default 1. */
  readonly loop?: number
}

/**
 * Speech for a text. A text that was recorded is played as recorded. For any other text a recorded announcement is repeated, and cut
 * off after the time that it takes to read the text aloud.
 */
export function say(text: string, { voice, loop = 1 }: SayOptions = {}): AudioSource {
  const recording = recordingOf(text)
  const once = (): AudioSource =>
    recording === undefined
      ? firstMs(
          repeat(() => wav(announcement(voice === 'man' ? 'man' : 'woman'))),
          speakingTimeMs(text),
        )
      : wav(recording)
  return repeat(once, loop === 0 ? Infinity : loop)
}
