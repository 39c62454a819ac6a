import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { EMERGENCY_WORDS } from '../../common/numbers/emergency.ts'

/** The reasons for refusing a call, as logged, and the text that the caller hears. */
const REFUSALS = {
  'not-a-client': 'This line only takes calls from the phone application. Goodbye.',
  'unknown-caller': 'This phone may no longer make calls here. Please ask the person who runs this service.',
  'not-allowed': 'Calls to this number are not allowed from this phone. Goodbye.',
  'too-many-calls': 'This phone has made too many calls in the last hour. Please try again later.',
  'no-destination': 'There is no number to call. Please enter one and try again.',
  'bad-number':
    'This number cannot be called. Please enter it in international form, with a plus sign and the country code.',
  'bad-identity': 'There is no user with this name. Please check it and try again.',
  emergency: EMERGENCY_WORDS,
  'no-caller-id':
    'Phone numbers cannot be called yet, because this line has no caller I D. Please ask the person who runs this service.',
  'no-route': 'No phone can be reached at this number. Goodbye.',
  'too-many-clients': 'This number rings too many phones at once and cannot be connected. Goodbye.',
} as const

export type RefusalReason = keyof typeof REFUSALS

/** A document that speaks the reason to the caller and hangs up. */
export function spokenRefusal(reason: RefusalReason): string {
  const response = new VoiceResponse()
  response.say(REFUSALS[reason])
  response.hangup()
  return response.toString()
}

/**
 * Dials a phone number. No verb follows the Dial, and the parent call is answered only with the child (`answerOnBridge`): a call that
 * is not answered ends for the caller with the result of the far end.
 */
export function dialNumber(number: string, callerId: string): string {
  const response = new VoiceResponse()
  response.dial({ callerId, answerOnBridge: true }).number(number)
  return response.toString()
}

export type RingOptions = {
  /** Seconds to ring; Twilio's default is 30. */
  readonly ringSeconds?: number | undefined
  /** The caller's name, sent to the clients as the custom parameter `callerName`. */
  readonly callerName?: string | undefined
}

/** Characters. Twilio allows 800 for all custom parameters of a call. */
const NAME_LIMIT = 200

/**
 * Rings one to ten clients at once; the first to accept gets the call. Without a callerId the clients get the original caller.
 */
export function dialClients(
  identities: readonly string[],
  { ringSeconds, callerName }: RingOptions = {},
): string {
  const response = new VoiceResponse()
  const dial = response.dial({
    answerOnBridge: true,
    ...(ringSeconds === undefined ? {} : { timeout: ringSeconds }),
  })
  for (const identity of identities) {
    if (callerName === undefined) {
      dial.client(identity)
      continue
    }
    const client = dial.client()
    client.identity(identity)
    client.parameter({ name: 'callerName', value: xmlText(callerName) })
  }
  return response.toString()
}

/** Shortened, and without the characters that XML 1.0 cannot represent, such as half a surrogate pair. */
function xmlText(text: string): string {
  return text.slice(0, NAME_LIMIT).replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
}
