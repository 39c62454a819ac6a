import type { AudioSource } from '../../media/types.ts'
import { delay } from '../../lib/clock.ts'
import { onAbort } from '../../lib/guarded.ts'
import { errorMessage } from '../../../common/lib/error-message.ts'
import { webAddress } from '../../webhooks/web-address.ts'
import { attributesOf, logUnknownChildren } from '../attributes.ts'
import { CONTINUE, type VerbContext, type Verb } from '../verb-context.ts'

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
  const { allText: words } = element
  for (const name of new Set(element.children.map((child) => child.name)))
    stage.skipped(`Say ${name}`, 'it has no effect on the generated speech')
  await stage.caller.answer()
  if (words === '') return CONTINUE
  const options = {
    ...(voice === undefined ? {} : { voice }),
    ...(language === undefined ? {} : { language }),
  }
  await playLooped(stage, loop, () => stage.audio.say(words, options))
  return CONTINUE
}

/** Plays a WAV file, or presses digits; a sound that cannot be read becomes a short tone. */
export const playVerb: Verb = async (element, stage) => {
  const attributes = attributesOf(element, stage, ['digits', 'loop'])
  const digits = attributes.text('digits')
  const loop = attributes.number('loop', 1, 0, MAX_LOOPS)
  logUnknownChildren(element, stage, [], digits === undefined)
  await stage.caller.answer()
  if (digits !== undefined) {
    await press(digits, stage)
    return CONTINUE
  }
  const source = await soundAt(element.text, stage)
  await playLooped(stage, loop, source)
  return CONTINUE
}

async function soundAt(address: string, stage: VerbContext): Promise<() => AudioSource> {
  try {
    const { body } = await stage.fetchSound(webAddress(address, stage.base).href)
    // Read once here, so that bytes that are no sound are noticed before anything is played.
    stage.audio.wav(body)
    return () => stage.audio.wav(body)
  } catch (error) {
    stage.skipped('Play', `a tone takes its place: ${errorMessage(error)}`)
    return () => stage.audio.tone(600, 1000)
  }
}

async function press(digits: string, stage: VerbContext): Promise<void> {
  const { caller, clock } = stage
  if (!/^[0-9*#wW]+$/.test(digits)) return stage.skipped('Play digits', 'only 0-9, *, # and w can be pressed')
  for (const digit of digits) {
    if (digit !== 'w' && digit !== 'W') caller.voice.sendDigit(digit)
    await delay(clock, digit.toLowerCase() === 'w' ? 500 : 200, caller.ended)
  }
}

async function playLooped(
  { caller, audio, log }: VerbContext,
  loop: number,
  source: () => AudioSource,
): Promise<void> {
  const times = loop === 0 ? Infinity : loop
  for (let time = 0; time < times && !caller.ended.aborted; time += 1) {
    const playback = audio.play(source(), (frame) => caller.voice.send(frame))
    const stopListening = onAbort(caller.ended, log, () => playback.stop())
    await playback.finished
    stopListening()
  }
}
