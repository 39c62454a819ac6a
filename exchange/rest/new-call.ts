import * as v from 'valibot'
import { E164 } from '../../common/numbers/e164.ts'
import { isIdentity } from '../../common/twilio/identity.ts'
import type { Target } from '../model/target.ts'
import { parameters, codedMessage } from './form-parameters.ts'
import { Method, Twiml, Url } from './fields.ts'

/** The called party in `To`. `client:alice?name=value` has custom parameters, as at Twilio. */
const To = v.pipe(
  v.string(),
  v.nonEmpty(codedMessage(21201, "No 'To' number is specified")),
  v.transform(targetOf),
  v.check(
    (target) => target !== undefined,
    codedMessage(21211, "Invalid 'To': it must be client:identity or a number such as +12025550100"),
  ),
  v.transform((target): Target => target ?? { kind: 'number', number: '' }),
)

const From = v.pipe(
  v.string(),
  v.nonEmpty(codedMessage(21213, "A 'From' phone number is required")),
  v.regex(
    /^(\+[1-9]\d{6,14}|client:.{1,256})$/u,
    codedMessage(21212, "Invalid 'From': it must be a number such as +12025550100, or client:identity"),
  ),
)

const PROGRESS = ['initiated', 'ringing', 'answered', 'completed'] as const
export type Progress = (typeof PROGRESS)[number]

export const NewCall = v.pipe(
  parameters({
    To: v.optional(To, ''),
    From: v.optional(From, ''),
    Twiml: v.optional(Twiml),
    Url: v.optional(Url),
    Method: v.optional(Method),
    ApplicationSid: v.optional(v.string()),
    Timeout: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^([1-9]|[1-9]\d|[1-5]\d\d|600)$/, codedMessage(20001, 'Timeout must be 1 to 600 seconds')),
        v.transform(Number),
      ),
      '60',
    ),
    StatusCallback: v.optional(Url),
    StatusCallbackMethod: v.optional(Method),
    StatusCallbackEvent: v.optional(
      v.array(
        v.picklist(PROGRESS, codedMessage(21626, `Each StatusCallbackEvent must be ${PROGRESS.join(', ')}`)),
      ),
    ),
    Record: v.optional(v.literal('false', codedMessage(20001, 'Nothing is recorded by this exchange'))),
  }),
  v.check(
    ({ Url, Twiml, ApplicationSid }) => [Url, Twiml, ApplicationSid].some((given) => given !== undefined),
    codedMessage(21205, 'Url parameter is required, or Twiml, or ApplicationSid'),
  ),
  v.check(
    ({ Url, Twiml, ApplicationSid }) =>
      [Url, Twiml, ApplicationSid].filter((given) => given !== undefined).length < 2,
    codedMessage(20001, 'Only one of Url, Twiml and ApplicationSid can control the call'),
  ),
  v.check(
    ({ Url, Method }) => Url !== undefined || Method === undefined,
    codedMessage(20001, 'Method needs a Url'),
  ),
  v.check(
    ({ StatusCallback, StatusCallbackEvent, StatusCallbackMethod }) =>
      StatusCallback !== undefined || (StatusCallbackEvent ?? StatusCallbackMethod) === undefined,
    codedMessage(20001, 'StatusCallbackEvent and StatusCallbackMethod need a StatusCallback'),
  ),
  v.check(
    ({ To, From }) => To.kind === 'client' || From.startsWith('+'),
    codedMessage(21212, "Invalid 'From': a number can only be called from a number"),
  ),
)
export type NewCall = v.InferOutput<typeof NewCall>

function targetOf(to: string): Target | undefined {
  if (E164.test(to)) return { kind: 'number', number: to }
  const [, identity = '', query] = /^client:([^?]*)(?:\?(.*))?$/su.exec(to) ?? []
  if (!isIdentity(identity)) return undefined
  return { kind: 'client', identity, parameters: Object.fromEntries(new URLSearchParams(query ?? '')) }
}
