import * as v from 'valibot'
import { E164 } from '../../common/numbers/e164.ts'
import { isIdentity } from '../../common/twilio/identity.ts'
import { Script } from '../model/script.ts'

import { Application } from '../config.ts'

export { Application }
export type ApplicationInput = v.InferInput<typeof Application>

const Address = v.pipe(
  v.string(),
  v.check(
    (text) => E164.test(text) || (text.startsWith('client:') && isIdentity(text.slice('client:'.length))),
    'must be a number such as +12025550100, or client:identity',
  ),
)

/** Twilio's limit for custom parameters, and some more for tests of hostile input. */
const ParameterValue = v.pipe(v.string(), v.maxLength(20_000))

export const PlaceCall = v.strictObject({
  /** The caller ID, usually a number. The client sees it unchanged. */
  from: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(20_000)), '+12025550199'),
  to: Address,
  party: v.optional(Script, { tone: 440 }),
  callerName: v.exactOptional(ParameterValue),
  parameters: v.optional(v.record(v.string(), ParameterValue), {}),
  /** Seconds. */
  timeout: v.exactOptional(v.pipe(v.number(), v.minValue(1), v.maxValue(600))),
  stirStatus: v.exactOptional(v.string()),
})
export type PlaceCallInput = v.InferInput<typeof PlaceCall>

export const Digits = v.pipe(v.string(), v.regex(/^[0-9*#]{1,100}$/, 'must be digits: 0-9, * and #'))
export const SendDigits = v.strictObject({ digits: Digits })

export const Message = v.strictObject({
  content: v.unknown(),
  contentType: v.optional(v.string(), 'application/json'),
  messageType: v.optional(v.pipe(v.string(), v.minLength(1)), 'user-defined-message'),
})
export type MessageInput = v.InferInput<typeof Message>
