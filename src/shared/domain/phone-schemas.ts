/**
 * The schemas of the phone's state, which the renderer sends to main. Every type of `phone.ts` is inferred from them, so that the
 * compiler and main accept the same values.
 */
import * as v from 'valibot'
import { CallIdSchema, TimestampSchema } from './primitives.ts'
import { MAX_ENDED_CALLS, MAX_LIVE_CALLS } from './phone-limits.ts'

/** Parsed values are immutable. */
type Immutable<T> = T extends object ? { readonly [K in keyof T]: Immutable<T[K]> } : T
type Output<S extends v.GenericSchema> = Immutable<v.InferOutput<S>>

const shortText = v.pipe(v.string(), v.maxLength(500))
const DetailSchema = v.nullable(shortText)

/** The other end of a call, sanitized for display: see `text.ts`. */
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
  'connection-changing',
  'renderer-gone',
] as const
export type OfflineReason = (typeof OFFLINE_REASONS)[number]

export const REJECTION_REASONS = [
  'unauthorised',
  'token-invalid',
  'token-expired',
  'not-a-voice-token',
  'not-configured',
] as const
export type RejectionReason = (typeof REJECTION_REASONS)[number]

export const RegistrationSchema = v.variant('state', [
  v.object({
    state: v.literal('offline'),
    reason: v.picklist(OFFLINE_REASONS),
    since: TimestampSchema,
    detail: DetailSchema,
  }),
  v.object({ state: v.literal('connecting'), since: TimestampSchema }),
  v.object({ state: v.literal('registered'), identity: shortText, since: TimestampSchema }),
  v.object({
    state: v.literal('rejected'),
    reason: v.picklist(REJECTION_REASONS),
    since: TimestampSchema,
    detail: DetailSchema,
  }),
])
export type Registration = Output<typeof RegistrationSchema>

const facts = {
  id: CallIdSchema,
  /** Twilio's CallSid, known from the start for an incoming call and from ringing on for an outgoing one. */
  sid: v.nullable(shortText),
  party: PartySchema,
  startedAt: TimestampSchema,
  /** Placed by Offhook itself as a test call: treated like any other call, but not stored afterwards. */
  isTestCall: v.exactOptional(v.literal(true)),
}
/** Limited in number and length by the longest text that can be dialled. */
const PostDialSchema = v.pipe(
  v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(500))),
  v.maxLength(250),
  v.readonly(),
)
const liveFacts = {
  ...facts,
  /**
   * Groups of keys (0-9 * #) that the person dialled after the number, for example an extension. They are offered while the call is
   * connected and sent only when the person presses the button; sent groups are removed.
   */
  postDial: v.exactOptional(PostDialSchema),
}
const incoming = v.literal('incoming')
const outgoing = v.literal('outgoing')
const DirectionSchema = v.picklist(['incoming', 'outgoing'])
const conversation = {
  connectedAt: TimestampSchema,
  muted: v.boolean(),
  /** No audio arrives from the other side, without any other known problem. */
  noAudio: v.exactOptional(v.literal(true)),
}

export const LiveCallSchema = v.variant('state', [
  v.object({ ...liveFacts, direction: incoming, state: v.literal('ringing') }),
  v.object({ ...liveFacts, direction: incoming, state: v.literal('accepting') }),
  v.object({ ...liveFacts, direction: outgoing, state: v.literal('connecting') }),
  v.object({ ...liveFacts, direction: outgoing, state: v.literal('remote-ringing') }),
  v.object({ ...liveFacts, ...conversation, direction: DirectionSchema, state: v.literal('connected') }),
  v.object({ ...liveFacts, ...conversation, direction: DirectionSchema, state: v.literal('reconnecting') }),
])

export type LiveCall = Output<typeof LiveCallSchema>

/**
 * Every way a call may end.
 * - `local-hangup`, `remote-hangup`: after it was connected, here or at the other end.
 * - `rejected`: refused here. `missed`: it stopped ringing unanswered (the caller hung up, it timed out, or another device
 * answered: Twilio's `cancel` does not say which). `rejected-dnd`: also missed, because do not disturb was on and the caller heard
 * busy.
 * - `canceled`: an outgoing call ended here before it was answered.
 * - `busy` (or declined: Twilio does not tell them apart), `declined`, `no-answer`, `unreachable`: the outcome of an
 * outgoing call. `not-answered`: one of these; the evidence is not conclusive.
 * - `application-error`: the application of the account, which controls its calls, failed.
 * - `app-terminated`: Offhook itself ended during the call, so the end time is unknown.
 * - the others: the call failed, with the reason.
 */
export const END_REASONS = [
  'local-hangup',
  'remote-hangup',
  'rejected',
  'missed',
  'rejected-dnd',
  'canceled',
  'busy',
  'declined',
  'no-answer',
  'unreachable',
  'not-answered',
  'application-error',
  'microphone-denied',
  'microphone-missing',
  'connection-lost',
  'app-terminated',
  'not-allowed',
  'failed',
] as const
export type EndReason = (typeof END_REASONS)[number]

export const EndedCallSchema = v.object({
  ...facts,
  state: v.literal('ended'),
  direction: DirectionSchema,
  /** When it was answered; null if it was not. */
  connectedAt: v.nullable(TimestampSchema),
  endedAt: TimestampSchema,
  endReason: v.picklist(END_REASONS),
  /** Technical detail, for example an error code. Not needed to understand what happened. */
  detail: DetailSchema,
})
export type EndedCall = Output<typeof EndedCallSchema>

/** The whole state of the phone. */
export const PhoneSchema = v.object({
  registration: RegistrationSchema,
  /** Calls that are not over, oldest first. */
  calls: v.pipe(v.array(LiveCallSchema), v.maxLength(MAX_LIVE_CALLS)),
  /** The latest calls that are over, newest first; at most `ENDED_KEPT`. */
  ended: v.pipe(v.array(EndedCallSchema), v.maxLength(MAX_ENDED_CALLS)),
})
export type Phone = Output<typeof PhoneSchema>
