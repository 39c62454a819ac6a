import * as v from 'valibot'

/**
 * What main and the process of the bundled servers send each other, besides the messages of `protocol.ts`. Values such as SIDs and
 * numbers are checked by the servers themselves, which name every invalid value.
 */

/** The token service inside the app. It has no user secrets: only main can request tokens. */
const TokenServiceConfigSchema = v.strictObject({
  accountSid: v.string(),
  apiKeySid: v.string(),
  apiKeySecret: v.string(),
  twimlAppSid: v.string(),
  /** With it, the service listens on a free port for the voice webhooks of the exchange. Without it, it opens no port. */
  authToken: v.optional(v.string()),
  callerId: v.optional(v.string()),
  users: v.array(v.strictObject({ identity: v.string() })),
  /** Identities to ring, by number. */
  incoming: v.optional(v.record(v.string(), v.array(v.string()))),
})
export type TokenServiceConfig = v.InferOutput<typeof TokenServiceConfigSchema>

const CertificateSchema = v.object({ pem: v.string(), key: v.string() })

/** Where the exchange gets the TwiML of a call: a webhook, or a document. */
const CallSourceSchema = v.union([
  v.strictObject({ voiceUrl: v.string() }),
  v.strictObject({ twiml: v.string() }),
])

/** The exchange inside the app. */
const ExchangeConfigSchema = v.strictObject({
  /** The signalling port. Absent or 0: any free one. */
  port: v.optional(v.number()),
  /** The control API is served only with a secret. */
  controlSecret: v.optional(v.string()),
  controlPort: v.optional(v.number()),
  account: v.strictObject({
    sid: v.string(),
    authToken: v.string(),
    /** API key SIDs and their secrets. */
    apiKeys: v.record(v.string(), v.string()),
  }),
  /** By TwiML App SID and by number. Absent: the token service of the same process is asked. */
  applications: v.optional(v.record(v.string(), CallSourceSchema)),
  numbers: v.optional(v.record(v.string(), CallSourceSchema)),
  /** The certificate of an earlier process, for clients that pinned it. */
  certificate: v.optional(CertificateSchema),
})
export type ExchangeConfig = v.InferOutput<typeof ExchangeConfigSchema>

/** Null: this server is not started. With both, the exchange gets its TwiML from the token service. */
export const BundledServersConfigSchema = v.strictObject({
  tokenService: v.nullable(TokenServiceConfigSchema),
  exchange: v.nullable(ExchangeConfigSchema),
})
export type BundledServersConfig = v.InferOutput<typeof BundledServersConfigSchema>

const PortSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))

/** Where the exchange listens. */
const ExchangeInfoSchema = v.object({
  signalPort: PortSchema,
  /** Null: the control API is not served. */
  controlPort: v.nullable(PortSchema),
  /** Of the certificate: `sha256/` and base64. */
  fingerprint: v.pipe(v.string(), v.startsWith('sha256/')),
  certificate: CertificateSchema,
})
export type ExchangeInfo = v.InferOutput<typeof ExchangeInfoSchema>

/** Sent with `listening`. */
export const BundledServersInfoSchema = v.object({
  /** `webhookPort`: where the token service serves the voice webhooks. */
  tokenService: v.nullable(v.object({ webhookPort: v.nullable(PortSchema) })),
  exchange: v.nullable(ExchangeInfoSchema),
})
export type BundledServersInfo = v.InferOutput<typeof BundledServersInfoSchema>

/** `token`: an AccessToken for a user of the configuration. */
export const TokenRequestSchema = v.strictObject({ identity: v.pipe(v.string(), v.nonEmpty()) })
export const TokenReplySchema = v.object({ token: v.pipe(v.string(), v.maxLength(16_384)) })

/** `place-call`: a call to one of the exchange's numbers. */
export const PlaceCallRequestSchema = v.strictObject({
  from: v.string(),
  to: v.string(),
  callerName: v.string(),
  says: v.string(),
})
export const PlaceCallReplySchema = v.object({ sid: v.string() })
