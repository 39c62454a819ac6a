import { delay } from '../../lib/clock.ts'
import { errorMessage } from '../../../common/lib/error-message.ts'
import { webAddress } from '../../webhooks/web-address.ts'
import { WebhookError } from '../../webhooks/webhooks.ts'
import { attributesOf, logUnknownChildren } from '../attributes.ts'
import { CONTINUE, type Verb } from '../verb-context.ts'

/** Plays silence. As the first verb of a call it waits before the call is answered. */
export const pauseVerb: Verb = async (element, context, first) => {
  const { caller, clock, audio } = context
  const length = attributesOf(element, context, ['length']).number('length', 1, 0, 3600)
  logUnknownChildren(element, context, [], false)
  if (!first) await caller.answer()
  else await caller.ringing()
  // Silence is sent as packets: a client that receives none considers its connection broken.
  const silence = audio.play(audio.silence(), (frame) => caller.voice.send(frame))
  await delay(clock, length * 1000, caller.ended)
  silence.stop()
  return CONTINUE
}

/** Rejects the call. A call that is already answered is hung up. */
export const rejectVerb: Verb = async (element, context) => {
  const { caller } = context
  const reason = attributesOf(element, context, ['reason']).oneOf('reason', ['rejected', 'busy'], 'rejected')
  logUnknownChildren(element, context, [], false)
  if (caller.answeredAt !== undefined) return { next: 'end', cause: 'completed' }
  return { next: 'end', cause: reason === 'busy' ? 'busy' : 'declined' }
}

export const hangupVerb: Verb = async (element, context) => {
  attributesOf(element, context, [])
  logUnknownChildren(element, context, [], false)
  return { next: 'end', cause: 'completed' }
}

/**
 * Continues with another document; without an address, with the same document.
 * @throws WebhookError 11100 for an invalid address, because there is no other document to continue with.
 */
export const redirectVerb: Verb = async (element, context) => {
  const method = attributesOf(element, context, ['method']).method('method')
  logUnknownChildren(element, context, [], true)
  try {
    return { next: 'document', url: webAddress(element.text, context.base).href, method, parameters: {} }
  } catch (error) {
    throw new WebhookError(`Redirect: ${errorMessage(error)}`, 11_100)
  }
}
