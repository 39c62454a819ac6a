import * as v from 'valibot'
import { e164Schema } from '../../../common/numbers/e164.ts'
import { isIdentity } from '../../../common/twilio/identity.ts'
import { type SidPrefix, sidSchema } from '../../../common/twilio/sid.ts'
import { CallIdSchema } from '../domain/primitives.ts'
import { ExchangeAddressSchema } from '../domain/exchange-address.ts'

/** What main may ask of the phone. A command for a call that has moved on does nothing. */
export const CommandSchema = v.variant('type', [
  v.object({ type: v.literal('accept'), id: CallIdSchema }),
  v.object({ type: v.literal('reject'), id: CallIdSchema }),
  v.object({ type: v.literal('hangup'), id: CallIdSchema }),
  /** This call was placed to test the ring: it is to leave no trace. */
  v.object({ type: v.literal('mark-test-call'), id: CallIdSchema }),
  /** Calls back: read as if it had been typed into the keypad, and dialled if no call occupies the line. */
  v.object({ type: v.literal('dial'), text: v.pipe(v.string(), v.maxLength(500)) }),
])
export type Command = v.InferOutput<typeof CommandSchema>

const sid = (prefix: SidPrefix, what: string) =>
  v.pipe(
    v.string(),
    v.trim(),
    sidSchema(prefix, `${what} starts with ${prefix}, then 32 letters and digits.`),
  )

/** A new secret, or null to keep the one already stored. Secrets go from the window to main, never back. */
const SecretSchema = v.nullable(
  v.pipe(v.string(), v.trim(), v.minLength(1, 'Enter the secret.'), v.maxLength(4_096)),
)

/** Twilio shows an API key secret once, as 32 letters and digits. */
const ApiKeySecretSchema = v.nullable(
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, 'Enter the secret.'),
    v.regex(/^[\x21-\x7e]*$/, 'The secret has letters and digits only. Paste it as Twilio showed it.'),
    v.minLength(16, 'Too short. Paste the whole secret that Twilio showed once.'),
    v.maxLength(512, 'Too long. Paste only the secret, as Twilio showed it.'),
  ),
)

const TokenUrlSchema = v.pipe(
  v.string(),
  v.trim(),
  v.url('Enter the whole address, for example https://calls.example.com/token.'),
  // The confirmation dialog shows the whole address.
  v.maxLength(500, 'The address is too long.'),
  v.regex(
    /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?([/?#]|$))/i,
    'The address must start with https://, so that nobody on the way can read your access.',
  ),
  // What stands before an @ is no host: http://localhost:x@elsewhere leads elsewhere.
  v.regex(
    /^https?:\/\/[^\s/?#\\@]+([/?#]|$)/i,
    'The address must not hold a name or password. The secret has a field of its own.',
  ),
)

export const IdentitySchema = v.pipe(
  v.string(),
  v.trim(),
  v.check(isIdentity, 'Use letters, digits and underscores only: 1 to 121, and not "anonymous".'),
)

export const ConnectionChoiceSchema = v.variant('kind', [
  v.object({ kind: v.literal('practice') }),
  v.object({
    kind: v.literal('team'),
    url: TokenUrlSchema,
    method: v.picklist(['POST', 'GET']),
    /** For training and tests: calls run on this exchange, not on Twilio. */
    exchange: v.optional(ExchangeAddressSchema),
    secret: SecretSchema,
  }),
  v.object({
    kind: v.literal('account'),
    identity: IdentitySchema,
    accountSid: sid('AC', 'An Account SID'),
    apiKeySid: sid('SK', 'An API key SID'),
    apiKeySecret: ApiKeySecretSchema,
    twimlAppSid: sid('AP', 'A TwiML App SID'),
    callerId: v.pipe(
      v.string(),
      v.trim(),
      e164Schema('Enter the caller ID with + and country code, for example +12025550123.'),
    ),
  }),
])
export type ConnectionChoice = v.InferOutput<typeof ConnectionChoiceSchema>
export type ConnectionKind = ConnectionChoice['kind']

/** The line in use, without its secrets: this is all the window ever learns. */
export const ConnectionSummarySchema = v.variant('kind', [
  v.object({
    kind: v.literal('practice'),
    /** Numbers worth trying on the practice line. */
    numbers: v.array(v.object({ number: v.string(), what: v.string() })),
  }),
  v.object({
    kind: v.literal('team'),
    url: v.string(),
    method: v.picklist(['POST', 'GET']),
    exchange: v.optional(v.string()),
    secretStored: v.boolean(),
  }),
  v.object({
    kind: v.literal('account'),
    identity: v.string(),
    accountSid: v.string(),
    apiKeySid: v.string(),
    twimlAppSid: v.string(),
    callerId: v.string(),
    secretStored: v.boolean(),
  }),
])
export type ConnectionSummary = v.InferOutput<typeof ConnectionSummarySchema>

/** What came of choosing a line. When it is not `ok`, the line in use before stays in use. */
export const ConnectionCheckSchema = v.variant('ok', [
  v.object({
    ok: v.literal(true),
    identity: v.string(),
    summary: ConnectionSummarySchema,
    /** Something the person should know about the line that now is in use. */
    note: v.optional(v.string()),
  }),
  v.object({
    ok: v.literal(false),
    problem: v.picklist([
      'invalid',
      'unreachable',
      'unauthorised',
      'not-a-token',
      'not-a-voice-token',
      'key-store',
      'in-call',
      'not-confirmed',
    ]),
    /** What is wrong and what to do, for the person. */
    message: v.string(),
    /** The form field it concerns, when there is one. */
    field: v.nullable(v.string()),
  }),
])
export type ConnectionCheck = v.InferOutput<typeof ConnectionCheckSchema>
