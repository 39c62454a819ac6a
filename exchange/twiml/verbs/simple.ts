import { pause } from '../../clock.ts'
import { methodAttribute, numberAttribute } from '../attributes.ts'
import { ONWARD, type Verb } from '../stage.ts'

/** Waits in silence; as the very first verb it waits before the call is answered. */
export const pauseVerb: Verb = async (element, { caller, clock }, first) => {
  if (!first) await caller.answer()
  else await caller.ringing()
  await pause(clock, numberAttribute(element, 'length', 1, 0, 3600) * 1000, caller.gone)
  return ONWARD
}

/** Turns the call down without answering it; too late for that, it hangs up. */
export const rejectVerb: Verb = async (element, { caller }) => {
  if (caller.answeredAt !== undefined) return { next: 'end', ending: 'completed' }
  return { next: 'end', ending: element.attributes['reason'] === 'busy' ? 'busy' : 'declined' }
}

export const hangupVerb: Verb = async () => ({ next: 'end', ending: 'completed' })

/** Goes on with another document; without an address, with the same one again. */
export const redirectVerb: Verb = async (element, { base }) => ({
  next: 'document',
  url: new URL(element.text, base).href,
  method: methodAttribute(element),
  parameters: {},
})
