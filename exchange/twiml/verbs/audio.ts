import type { AudioSource } from '../../media/types.ts'
import { pause } from '../../lib/clock.ts'
import { onAbort } from '../../lib/guarded.ts'
import { inWords } from '../../lib/log.ts'
import { webAddress } from '../../webhooks/web-address.ts'
import { attributesOf, nameChildren } from '../attributes.ts'
import { ONWARD, type Stage, type Verb } from '../verb-context.ts'

/** `loop="0"` goes on until the caller hangs up. */
const MAX_LOOPS = 1000
/** A BCP 47 tag. */
const LANGUAGE = /^[a-z]{2,3}(-[a-z\d]{2,8})*$/i

/** Reads words aloud in a generated voice. */
export const sayVerb: Verb = async (element, stage) => {
  const attributes = attributesOf(element, stage, ['voice', 'language', 'loop'])
  const voice = attributes.text('voice')
  const language = attributes.text('language')
  if (language !== undefined && !LANGUAGE.test(language))
    stage.skipped('Say language', 'it must be a language such as en-GB')
  const loop = attributes.number('loop', 1, 0, MAX_LOOPS)
  const { words } = element
  for (const name of new Set(element.children.map((child) => child.name)))
    stage.skipped(`Say ${name}`, 'it has no effect on the generated speech')
  await stage.caller.answer()
  if (words === '') return ONWARD
  const options = {
    ...(voice === undefined ? {} : { voice }),
    ...(language === undefined ? {} : { language }),
  }
  await playLooped(stage, loop, () => stage.audio.say(words, options))
  return ONWARD
}

/** Plays a WAV file, or presses digits; a sound that cannot be read becomes a short tone. */
export const playVerb: Verb = async (element, stage) => {
  const attributes = attributesOf(element, stage, ['digits', 'loop'])
  const digits = attributes.text('digits')
  const loop = attributes.number('loop', 1, 0, MAX_LOOPS)
  nameChildren(element, stage, [], digits === undefined)
  await stage.caller.answer()
  if (digits !== undefined) {
    await press(digits, stage)
    return ONWARD
  }
  const source = await soundAt(element.text, stage)
  await playLooped(stage, loop, source)
  return ONWARD
}

async function soundAt(address: string, stage: Stage): Promise<() => AudioSource> {
  try {
    const { body } = await stage.fetchSound(webAddress(address, stage.base).href)
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

async function playLooped(
  { caller, audio, log }: Stage,
  loop: number,
  source: () => AudioSource,
): Promise<void> {
  const times = loop === 0 ? Infinity : loop
  for (let time = 0; time < times && !caller.gone.aborted; time += 1) {
    const playback = audio.play(source(), (frame) => caller.voice.send(frame))
    const stopListening = onAbort(caller.gone, log, () => playback.stop())
    await playback.finished
    stopListening()
  }
}
