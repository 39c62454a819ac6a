import * as v from 'valibot'

/**
 * The messages between the main process and a server that it runs as a child process. Only these two processes can use the channel.
 * See docs/decisions/0020-tokens-over-the-process-channel.md.
 *
 * The order of a connection: `configure`, answered by `listening` or `failed`; then any number of `request`, each
 * answered by one `reply` with the same id; `close` ends the child.
 */
export const ToChildSchema = v.variant('type', [
  v.object({ type: v.literal('configure'), config: v.unknown() }),
  v.object({ type: v.literal('request'), id: v.number(), name: v.string(), body: v.unknown() }),
  v.object({ type: v.literal('close') }),
])
export type ToChild = v.InferOutput<typeof ToChildSchema>

export const FromChildSchema = v.variant('type', [
  /** With further facts for the parent. */
  v.looseObject({ type: v.literal('listening') }),
  v.object({ type: v.literal('failed'), problems: v.array(v.string()) }),
  v.object({
    type: v.literal('reply'),
    id: v.number(),
    result: v.variant('ok', [
      v.object({ ok: v.literal(true), value: v.unknown() }),
      v.object({ ok: v.literal(false), problem: v.string() }),
    ]),
  }),
])
export type FromChild = v.InferOutput<typeof FromChildSchema>

/** The token service: an AccessToken for a user of its configuration. */
export const TokenRequestSchema = v.strictObject({ identity: v.pipe(v.string(), v.nonEmpty()) })
export const TokenReplySchema = v.object({ token: v.pipe(v.string(), v.maxLength(16_384)) })

/** The exchange: a call to one of its numbers. */
export const PlaceCallRequestSchema = v.strictObject({
  from: v.string(),
  to: v.string(),
  callerName: v.string(),
  says: v.string(),
})
/** The exchange: the new webhook addresses for calls, by TwiML App SID and by number. */
export const VoiceUrlsRequestSchema = v.strictObject({
  applications: v.record(v.string(), v.string()),
  numbers: v.record(v.string(), v.string()),
})
