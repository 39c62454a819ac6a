/**
 * The state of the phone as it travels from the renderer to main. Every type of `phone.ts` is inferred from here, so that
 * there is one list of each kind, and what the compiler accepts main accepts too.
 */
import * as v from 'valibot'
import { ENDED_KEPT, LIVE_KEPT } from './phone-limits.ts'

/** What is read is never changed. */
type Immutable<T> = T extends object ? { readonly [K in keyof T]: Immutable<T[K]> } : T
type Output<S extends v.GenericSchema> = Immutable<v.InferOutput<S>>

const TimestampSchema = v.pipe(v.number(), v.finite(), v.minValue(0))
const shortText = v.pipe(v.string(), v.maxLength(500))
const DetailSchema = v.nullable(shortText)

/** The other end of a call, made harmless for display: see `text.ts`. */
export const PartySchema = v.object({
  /** `number`: address is E.164. `identity`: a Twilio Client identity. `unknown`: withheld ('') or nothing to dial. */
  kind: v.picklist(['number', 'identity', 'unknown']),
  address: shortText,
  /** The name the network gave for this party, or null. Never trusted to be short, plain or true. */
  name: v.nullable(shortText),
})
export type Party = Output<typeof PartySchema>

export const OFFLINE_REASONS = [
  'starting',
  'network',
  'token-service-unreachable',
  'signalling-unreachable',
  'line-changing',
  'phone-gone',
] as const
export type OfflineReason = (typeof OFFLINE_REASONS)[number]

export const REFUSAL_REASONS = [
  'unauthorised',
  'token-invalid',
  'token-expired',
  'not-a-voice-token',
  'not-configured',
] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

export const LineSchema = v.variant('state', [
  v.object({
    state: v.literal('offline'),
    reason: v.picklist(OFFLINE_REASONS),
    since: TimestampSchema,
    detail: DetailSchema,
  }),
  v.object({ state: v.literal('connecting'), since: TimestampSchema }),
  v.object({ state: v.literal('ready'), identity: shortText, since: TimestampSchema }),
  v.object({
    state: v.literal('refused'),
    reason: v.picklist(REFUSAL_REASONS),
    since: TimestampSchema,
    detail: DetailSchema,
  }),
])
export type Line = Output<typeof LineSchema>

const facts = {
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  /** Twilio's CallSid, known from the start for an incoming call and from ringing on for an outgoing one. */
  sid: v.nullable(shortText),
  party: PartySchema,
  startedAt: TimestampSchema,
  /** Placed by Offhook itself to test the ring: like any other while it lasts, and nothing to remember afterwards. */
  rehearsal: v.exactOptional(v.literal(true)),
}
/** As many and as long as a text that can be dialled may hold. */
const KeysSchema = v.pipe(
  v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(500))),
  v.maxLength(250),
  v.readonly(),
)
const liveFacts = {
  ...facts,
  /**
   * Groups of keys (0-9 * #) that the person dialled behind the number, an extension say. They are offered while the call is
   * connected, and sent at the person's press only; what was sent is gone from here.
   */
  keys: v.exactOptional(KeysSchema),
}
const incoming = v.literal('incoming')
const outgoing = v.literal('outgoing')
const DirectionSchema = v.picklist(['incoming', 'outgoing'])
const conversation = {
  openedAt: TimestampSchema,
  muted: v.boolean(),
  /** No audio arrives from the other side, although nothing else is known to be wrong. */
  noAudio: v.exactOptional(v.literal(true)),
}

export const LiveCallSchema = v.variant('phase', [
  v.object({ ...liveFacts, direction: incoming, phase: v.literal('ringing') }),
  v.object({ ...liveFacts, direction: incoming, phase: v.literal('answering') }),
  v.object({ ...liveFacts, direction: outgoing, phase: v.literal('dialling') }),
  v.object({ ...liveFacts, direction: outgoing, phase: v.literal('alerting') }),
  v.object({ ...liveFacts, ...conversation, direction: DirectionSchema, phase: v.literal('open') }),
  v.object({ ...liveFacts, ...conversation, direction: DirectionSchema, phase: v.literal('reconnecting') }),
])

export type LiveCall = Output<typeof LiveCallSchema>

/**
 * Every way a call may end.
 * - `hung-up`, `hung-up-remotely`: after it was open, here or at the other end.
 * - `rejected`: refused here. `missed`: it stopped ringing unanswered (the caller gave up, it rang out, or
 *   somebody else answered: Twilio's `cancel` does not say which). `turned-away`: missed as well, because the person
 *   was not to be disturbed and the caller heard busy.
 * - `given-up`: an outgoing call ended here before it was answered.
 * - `busy` (or declined: Twilio does not tell them apart), `rejected-remotely`, `no-answer`, `unreachable`: what became
 *   of an outgoing call. `not-answered`: one of these, and the evidence does not say which.
 * - `service-failed`: the application of the account, which leads its calls, did not do its part.
 * - `stopped`: Offhook itself stopped in the middle of it, and nobody knows when the call ended.
 * - the rest: it failed, and why.
 */
export const ENDINGS = [
  'hung-up',
  'hung-up-remotely',
  'rejected',
  'missed',
  'turned-away',
  'given-up',
  'busy',
  'rejected-remotely',
  'no-answer',
  'unreachable',
  'not-answered',
  'service-failed',
  'microphone-denied',
  'microphone-missing',
  'connection-lost',
  'stopped',
  'not-allowed',
  'failed',
] as const
export type Ending = (typeof ENDINGS)[number]

export const EndedCallSchema = v.object({
  ...facts,
  phase: v.literal('ended'),
  direction: DirectionSchema,
  /** When it was answered, or null if it never was. */
  openedAt: v.nullable(TimestampSchema),
  endedAt: TimestampSchema,
  ending: v.picklist(ENDINGS),
  /** For the curious, for example an error code. Never needed to understand what happened. */
  detail: DetailSchema,
})
export type EndedCall = Output<typeof EndedCallSchema>

/** The whole state of the phone. */
export const PhoneSchema = v.object({
  line: LineSchema,
  /** Calls that are not over, oldest first. */
  calls: v.pipe(v.array(LiveCallSchema), v.maxLength(LIVE_KEPT)),
  /** The latest calls that are over, newest first; at most `ENDED_KEPT`. */
  ended: v.pipe(v.array(EndedCallSchema), v.maxLength(ENDED_KEPT)),
})
export type Phone = Output<typeof PhoneSchema>
