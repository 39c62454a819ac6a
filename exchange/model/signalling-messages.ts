import * as v from 'valibot'

const CallSid = v.pipe(v.string(), v.minLength(1), v.maxLength(64))
const Sdp = v.pipe(v.string(), v.minLength(1), v.maxLength(64_000))

/** The payloads of a client's messages, by type. Unknown fields are accepted and ignored, because later SDKs may send them. */
const payloads = {
  listen: v.object({
    token: v.pipe(v.string(), v.maxLength(16_000)),
    browserinfo: v.optional(v.unknown()),
    /** Seconds. */
    reconnectTimeout: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(3600)), 0),
  }),
  register: v.object({ media: v.object({ audio: v.boolean() }) }),
  invite: v.object({
    callsid: CallSid,
    sdp: Sdp,
    twilio: v.optional(v.object({ params: v.optional(v.pipe(v.string(), v.maxLength(64_000)), '') }), {}),
    reconnect: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(1000))),
  }),
  answer: v.object({ callsid: CallSid, sdp: Sdp }),
  reject: v.object({ callsid: CallSid }),
  hangup: v.object({ callsid: CallSid, message: v.optional(v.string()) }),
  dtmf: v.object({
    callsid: CallSid,
    dtmf: v.pipe(v.string(), v.regex(/^[0-9*#w]+$/), v.maxLength(500)),
  }),
  reinvite: v.object({ callsid: CallSid, sdp: Sdp }),
  message: v.object({
    callsid: CallSid,
    content: v.unknown(),
    contenttype: v.optional(v.string(), 'application/json'),
    messagetype: v.string(),
    voiceeventsid: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  }),
} as const

type Payloads = typeof payloads
type MessageType = keyof Payloads
export type Payload<T extends MessageType> = v.InferOutput<Payloads[T]>
export type ClientMessage = {
  [T in MessageType]: { readonly type: T; readonly payload: Payload<T> }
}[MessageType]

export type ParsedFrame =
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'message'; readonly message: ClientMessage }
  /** A message of an unknown type, which a later SDK may send. */
  | { readonly kind: 'unknown'; readonly type: string }
  | { readonly kind: 'malformed'; readonly why: string; readonly callSid: string | undefined }

const Envelope = v.object({ type: v.string(), payload: v.optional(v.unknown(), {}) })

const MessageSchema = v.variant('type', [
  v.object({ type: v.literal('listen'), payload: payloads.listen }),
  v.object({ type: v.literal('register'), payload: payloads.register }),
  v.object({ type: v.literal('invite'), payload: payloads.invite }),
  v.object({ type: v.literal('answer'), payload: payloads.answer }),
  v.object({ type: v.literal('reject'), payload: payloads.reject }),
  v.object({ type: v.literal('hangup'), payload: payloads.hangup }),
  v.object({ type: v.literal('dtmf'), payload: payloads.dtmf }),
  v.object({ type: v.literal('reinvite'), payload: payloads.reinvite }),
  v.object({ type: v.literal('message'), payload: payloads.message }),
])

/** Parses one frame from a client's socket. Never throws. */
export function parseFrame(text: string): ParsedFrame {
  if (text === '\n') return { kind: 'heartbeat' }
  const envelope = v.safeParse(Envelope, json(text))
  if (!envelope.success)
    return { kind: 'malformed', why: 'it is not a JSON message with a type', callSid: undefined }
  const { type } = envelope.output
  if (!Object.hasOwn(payloads, type)) return { kind: 'unknown', type: type.slice(0, 40) }
  const parsed = v.safeParse(MessageSchema, envelope.output)
  if (parsed.success) return { kind: 'message', message: parsed.output }
  return {
    kind: 'malformed',
    why: `its ${type} is wrong at ${v.getDotPath(parsed.issues[0]) ?? 'the top'}`,
    callSid: callSidOf(envelope.output.payload),
  }
}

/** A message of the exchange as one frame. */
export function serializeMessage(type: ServerMessageType, payload: object): string {
  return JSON.stringify({ type, payload, version: '1.6' })
}

export type ServerMessageType =
  | 'connected'
  | 'ready'
  | 'offline'
  | 'ringing'
  | 'answer'
  | 'invite'
  | 'cancel'
  | 'hangup'
  | 'message'
  | 'ack'
  | 'error'
  | 'close'

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function callSidOf(payload: unknown): string | undefined {
  const parsed = v.safeParse(v.object({ callsid: CallSid }), payload)
  return parsed.success ? parsed.output.callsid : undefined
}
