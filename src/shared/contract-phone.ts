import * as v from 'valibot'
import {
  ENDED_KEPT,
  LIVE_KEPT,
  type EndedCall,
  type Ending,
  type Line,
  type LiveCall,
  type Party,
  type Phone,
} from './phone.ts'

const TimestampSchema = v.pipe(v.number(), v.finite(), v.minValue(0))
const shortText = v.pipe(v.string(), v.maxLength(500))
const DetailSchema = v.nullable(shortText)

export const PartySchema: v.GenericSchema<unknown, Party> = v.object({
  kind: v.picklist(['number', 'identity', 'unknown']),
  address: shortText,
  name: v.nullable(shortText),
})

const LineSchema: v.GenericSchema<unknown, Line> = v.variant('state', [
  v.object({
    state: v.literal('offline'),
    reason: v.picklist([
      'starting',
      'network',
      'token-service-unreachable',
      'signalling-unreachable',
      'line-changing',
      'phone-gone',
    ]),
    since: TimestampSchema,
    detail: DetailSchema,
  }),
  v.object({ state: v.literal('connecting'), since: TimestampSchema }),
  v.object({ state: v.literal('ready'), identity: shortText, since: TimestampSchema }),
  v.object({
    state: v.literal('refused'),
    reason: v.picklist([
      'unauthorised',
      'token-invalid',
      'token-expired',
      'not-a-voice-token',
      'not-configured',
    ]),
    since: TimestampSchema,
    detail: DetailSchema,
  }),
])

const facts = {
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  sid: v.nullable(shortText),
  party: PartySchema,
  startedAt: TimestampSchema,
  rehearsal: v.exactOptional(v.literal(true)),
}
/** As many and as long as a text that can be dialled may hold. */
const KeysSchema = v.pipe(
  v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(500))),
  v.maxLength(250),
  v.readonly(),
)
const liveFacts = { ...facts, keys: v.exactOptional(KeysSchema) }
const incoming = v.literal('incoming')
const outgoing = v.literal('outgoing')
const DirectionSchema = v.picklist(['incoming', 'outgoing'])
const conversation = { openedAt: TimestampSchema, muted: v.boolean() }

const LiveCallSchema: v.GenericSchema<unknown, LiveCall> = v.variant('phase', [
  v.object({ ...liveFacts, direction: incoming, phase: v.literal('ringing') }),
  v.object({ ...liveFacts, direction: incoming, phase: v.literal('answering') }),
  v.object({ ...liveFacts, direction: outgoing, phase: v.literal('dialling') }),
  v.object({ ...liveFacts, direction: outgoing, phase: v.literal('alerting') }),
  v.object({ ...liveFacts, ...conversation, direction: DirectionSchema, phase: v.literal('open') }),
  v.object({ ...liveFacts, ...conversation, direction: DirectionSchema, phase: v.literal('reconnecting') }),
])

/** Every way a call may end. */
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
] as const satisfies readonly Ending[]

export const EndedCallSchema = v.object({
  ...facts,
  phase: v.literal('ended'),
  direction: DirectionSchema,
  openedAt: v.nullable(TimestampSchema),
  endedAt: TimestampSchema,
  ending: v.picklist(ENDINGS),
  detail: DetailSchema,
}) satisfies v.GenericSchema<unknown, EndedCall>

/** The whole state of the phone, as it travels from the renderer to main. */
export const PhoneSchema: v.GenericSchema<unknown, Phone> = v.object({
  line: LineSchema,
  calls: v.pipe(v.array(LiveCallSchema), v.maxLength(LIVE_KEPT)),
  ended: v.pipe(v.array(EndedCallSchema), v.maxLength(ENDED_KEPT)),
})
