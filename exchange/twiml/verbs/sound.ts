import type { AudioSource } from '../../audio.ts'
import { pause } from '../../clock.ts'
import { inWords } from '../../log.ts'
import { numberAttribute, wordsAttribute } from '../attributes.ts'
import { ONWARD, type Stage, type Verb } from '../stage.ts'

/** `loop="0"` goes on until the caller hangs up. */
const MAX_LOOPS = 1000

/** Reads words aloud in a generated voice. */
export const sayVerb: Verb = async (element, stage) => {
  await stage.caller.answer()
  const voice = wordsAttribute(element, 'voice')
  const language = wordsAttribute(element, 'language')
  const { words } = element
  if (words === '') return ONWARD
  const options = {
    ...(voice === undefined ? {} : { voice }),
    ...(language === undefined ? {} : { language }),
  }
  await playLooped(stage, numberAttribute(element, 'loop', 1, 0, MAX_LOOPS), () =>
    stage.audio.say(words, options),
  )
  return ONWARD
}

/** Plays a WAV file, or presses digits; a sound that cannot be read becomes a short tone. */
export const playVerb: Verb = async (element, stage) => {
  await stage.caller.answer()
  const digits = wordsAttribute(element, 'digits')
  if (digits !== undefined) {
    await press(digits, stage)
    return ONWARD
  }
  const source = await soundAt(element.text, stage)
  await playLooped(stage, numberAttribute(element, 'loop', 1, 0, MAX_LOOPS), source)
  return ONWARD
}

async function soundAt(address: string, stage: Stage): Promise<() => AudioSource> {
  try {
    const { body } = await stage.fetchSound(new URL(address, stage.base).href)
    // Read once here, so that bytes that are no sound are noticed before anything is played.
    stage.audio.wav(body)
    return () => stage.audio.wav(body)
  } catch (error) {
    stage.skipped('Play', `a tone takes its place: ${inWords(error)}`)
    return () => stage.audio.tone(600, 1000)
  }
}

async function press(digits: string, stage: Stage): Promise<void> {
  const { caller, clock } = stage
  if (!/^[0-9*#wW]+$/.test(digits)) return stage.skipped('Play digits', 'only 0-9, *, # and w can be pressed')
  for (const digit of digits) {
    if (digit !== 'w' && digit !== 'W') caller.voice.sendDigit(digit)
    await pause(clock, digit.toLowerCase() === 'w' ? 500 : 200, caller.gone)
  }
}

async function playLooped({ caller, audio }: Stage, loop: number, source: () => AudioSource): Promise<void> {
  const times = loop === 0 ? Infinity : loop
  for (let time = 0; time < times && !caller.gone.aborted; time += 1) {
    const playback = audio.play(source(), (frame) => caller.voice.send(frame))
    const stop = (): void => playback.stop()
    caller.gone.addEventListener('abort', stop)
    await playback.finished
    caller.gone.removeEventListener('abort', stop)
  }
}
