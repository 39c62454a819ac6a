import { delay } from '../../lib/clock.ts'
import { errorMessage } from '../../../common/lib/error-message.ts'
import { webAddress } from '../../webhooks/web-address.ts'
import { WebhookError } from '../../webhooks/webhooks.ts'
import { attributesOf, logUnknownChildren } from '../attributes.ts'
import { CONTINUE, type Verb } from '../verb-context.ts'

/** Waits in silence; as the very first verb it waits before the call is answered. */
export const pauseVerb: Verb = async (element, stage, first) => {
  const { caller, clock, audio } = stage
  const length = attributesOf(element, stage, ['length']).number('length', 1, 0, 3600)
  logUnknownChildren(element, stage, [], false)
  if (!first) await caller.answer()
  else await caller.ringing()
  // Silence is sent as packets: a client that receives none considers its connection broken.
  const silence = audio.play(audio.silence(), (frame) => caller.voice.send(frame))
  await delay(clock, length * 1000, caller.ended)
  silence.stop()
  return CONTINUE
}

/** Turns the call down without answering it; too late for that, it hangs up. */
export const rejectVerb: Verb = async (element, stage) => {
  const { caller } = stage
  const reason = attributesOf(element, stage, ['reason']).oneOf('reason', ['rejected', 'busy'], 'rejected')
  logUnknownChildren(element, stage, [], false)
  if (caller.answeredAt !== undefined) return { next: 'end', ending: 'completed' }
  return { next: 'end', ending: reason === 'busy' ? 'busy' : 'declined' }
}

export const hangupVerb: Verb = async (element, stage) => {
  attributesOf(element, stage, [])
  logUnknownChildren(element, stage, [], false)
  return { next: 'end', ending: 'completed' }
}

/**
 * Continues with another document; without an address, with the same one again.
 * @throws WebhookError 11100 for an invalid address, because there is no other document to continue with.
 */
export const redirectVerb: Verb = async (element, stage) => {
  const method = attributesOf(element, stage, ['method']).method('method')
  logUnknownChildren(element, stage, [], true)
  try {
    return { next: 'document', url: webAddress(element.text, stage.base).href, method, parameters: {} }
  } catch (error) {
    throw new WebhookError(`Redirect: ${errorMessage(error)}`, 11_100)
  }
}
