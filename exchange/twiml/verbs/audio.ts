import type { AudioSource } from '../../media/types.ts'
import { delay } from '../../lib/clock.ts'
import { onAbort } from '../../lib/guarded.ts'
import { errorMessage } from '../../../common/lib/error-message.ts'
import { webAddress } from '../../webhooks/web-address.ts'
import { attributesOf, logUnknownChildren } from '../attributes.ts'
import { CONTINUE, type VerbContext, type Verb } from '../verb-context.ts'

/** `loop="0"` repeats until the caller hangs up. */
const MAX_LOOPS = 1000
/** A BCP 47 tag. */
const LANGUAGE = /^[a-z]{2,3}(-[a-z\d]{2,8})*$/i

/** Plays recorded speech for a text; see `say`. */
export const sayVerb: Verb = async (element, context) => {
  const attributes = attributesOf(element, context, ['voice', 'language', 'loop'])
  const voice = attributes.text('voice')
  const language = attributes.text('language')
  if (language !== undefined && !LANGUAGE.test(language))
    context.skipped('Say language', 'it must be a language such as en-GB')
  const loop = attributes.number('loop', 1, 0, MAX_LOOPS)
  const { allText: text } = element
  for (const name of new Set(element.children.map((child) => child.name)))
    context.skipped(`Say ${name}`, 'it has no effect on the recorded speech')
  await context.caller.answer()
  if (text === '') return CONTINUE
  const options = {
    ...(voice === undefined ? {} : { voice }),
    ...(language === undefined ? {} : { language }),
  }
  await playLooped(context, loop, () => context.audio.say(text, options))
  return CONTINUE
}

/** Plays a WAV file, or sends digits. A short tone replaces a file that cannot be used. */
export const playVerb: Verb = async (element, context) => {
  const attributes = attributesOf(element, context, ['digits', 'loop'])
  const digits = attributes.text('digits')
  const loop = attributes.number('loop', 1, 0, MAX_LOOPS)
  logUnknownChildren(element, context, [], digits === undefined)
  await context.caller.answer()
  if (digits !== undefined) {
    await sendDigits(digits, context)
    return CONTINUE
  }
  const source = await soundAt(element.text, context)
  await playLooped(context, loop, source)
  return CONTINUE
}

async function soundAt(address: string, context: VerbContext): Promise<() => AudioSource> {
  try {
    const { body } = await context.fetchSound(webAddress(address, context.base).href)
    // Parsed here once, so that an unusable file is noticed before playback.
    context.audio.wav(body)
    return () => context.audio.wav(body)
  } catch (error) {
    context.skipped('Play', `a tone takes its place: ${errorMessage(error)}`)
    return () => context.audio.tone(600, 1000)
  }
}

async function sendDigits(digits: string, context: VerbContext): Promise<void> {
  const { caller, clock } = context
  if (!/^[0-9*#wW]+$/.test(digits)) return context.skipped('Play digits', 'only 0-9, *, # and w can be sent')
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
