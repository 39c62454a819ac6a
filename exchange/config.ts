import * as v from 'valibot'
import { e164Schema } from '../common/numbers/e164.ts'
import { type SidPrefix, sidSchema } from '../common/twilio/sid.ts'
import { practiceNumbers } from './model/dial-plan.ts'
import { Script } from './model/script.ts'
import { isWebAddress } from './webhooks/web-address.ts'

const sid = (prefix: SidPrefix, what: string) =>
  sidSchema(
    prefix,
    `must be ${what}: ${prefix} and 32 letters or digits`,
    new RegExp(`^${prefix}[0-9a-zA-Z]{32}$`),
  )

const Port = v.pipe(
  v.number('must be a number'),
  v.integer(),
  v.minValue(0),
  v.maxValue(65535, 'must be a port from 0 (any free one) to 65535'),
)

const E164 = e164Schema('must be a number in E.164 form, such as +12025550100')

const Address = v.pipe(
  v.string(),
  v.ipv4('must be an IPv4 address of this machine, such as 192.168.1.20'),
  v.notValue('0.0.0.0', 'must be one address of this machine, not all of them: audio is sent from it'),
)

const Secret = v.pipe(v.string(), v.minLength(16, 'must be at least 16 characters; a random one is best'))

const Milliseconds = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_600_000))

/** A web application that returns the TwiML of a call. */
const WebApplication = v.strictObject({
  voiceUrl: v.pipe(v.string(), v.check(isWebAddress, 'must be an https address, or http on this machine')),
  voiceMethod: v.optional(v.picklist(['POST', 'GET']), 'POST'),
})

/** A TwiML Bin: a fixed document in which placeholders such as `{{numberToDial}}` are replaced. */
const TwimlBin = v.strictObject({ twiml: v.pipe(v.string(), v.minLength(1), v.maxLength(64 * 1024)) })

/** The source of a call's TwiML. */
export const Application = v.lazy((input): typeof WebApplication | typeof TwimlBin =>
  typeof input === 'object' && input !== null && 'twiml' in input ? TwimlBin : WebApplication,
)
export type Application = v.InferOutput<typeof Application>

/** Intervals and time limits in milliseconds. */
const Timing = v.object({
  /** The interval of heartbeats. The SDK reconnects after 10 s without a message. */
  heartbeat: v.optional(v.pipe(Milliseconds, v.maxValue(10_000)), 8_000),
  /** The time without a message after which a socket is closed. */
  silence: v.optional(Milliseconds, 25_000),
  /** How long an answered call waits for its client to reconnect. */
  reconnect: v.optional(Milliseconds, 30_000),
  /** How long an answered call may be without media. */
  media: v.optional(Milliseconds, 60_000),
  /**
   * How long a `Dial` without `answerOnBridge` rings before its caller is connected, unless a party answers sooner. At
   * Twilio the network takes about as long, and clients expect the called party to ring first.
   */
  answer: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)), 250),
  /** The shortest time until such a connected caller is notified that a `Dial` has failed, in milliseconds. */
  failure: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)), 1000),
  /** How long a webhook may take. */
  webhook: v.optional(Milliseconds, 15_000),
})

export const ExchangeConfig = v.object({
  port: v.optional(Port, 0),
  controlPort: v.optional(Port, 0),
  /** The address for signalling and audio. */
  host: v.optional(Address, '127.0.0.1'),
  controlSecret: Secret,
  /** Whether the control API is served over HTTP. */
  controlApi: v.optional(v.boolean(), true),
  account: v.object({
    sid: sid('AC', 'an account SID'),
    authToken: Secret,
    apiKeys: v.record(sid('SK', 'an API key SID'), Secret),
  }),
  applications: v.optional(v.record(sid('AP', 'a TwiML App SID'), Application), {}),
  numbers: v.optional(v.record(E164, Application), {}),
  parties: v.optional(v.record(E164, Script), { ...practiceNumbers }),
  /** The default `timeout` of a `Dial`, in seconds. */
  ringTimeout: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(600)), 30),
  /** Sends SDP with `ringing`, so that a caller that waits for `answerOnBridge` hears the ringback tone. */
  earlyMedia: v.optional(v.boolean(), false),
  /**
   * The reaction to an application that fails before the call is answered: the call is answered with a spoken error message, or the
   * client gets error 31603. Twilio has been observed to do both.
   */
  applicationErrors: v.optional(v.picklist(['spoken', 'signalled']), 'spoken'),
  names: v.optional(
    v.object({
      region: v.optional(v.string(), 'US_EAST_VIRGINIA'),
      edge: v.optional(v.string(), 'ashburn'),
      home: v.optional(v.string(), 'us1'),
      gateway: v.optional(v.string(), 'offhook-exchange'),
    }),
    {},
  ),
  timing: v.optional(Timing, {}),
})
export type ExchangeConfig = v.InferOutput<typeof ExchangeConfig>
export type ExchangeConfigInput = v.InferInput<typeof ExchangeConfig>

/** All problems of a configuration, each with the name of its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** @throws ConfigError that lists all problems at once. */
export function parseConfig(input: unknown): ExchangeConfig {
  const parsed = v.safeParse(ExchangeConfig, input)
  if (parsed.success) return parsed.output
  throw new ConfigError(
    parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'configuration'}: ${issueText(issue)}`),
  )
}

function issueText(issue: v.BaseIssue<unknown>): string {
  if (issue.received === 'undefined') return 'is missing'
  return issue.message
}
