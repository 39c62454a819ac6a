import * as v from 'valibot'

/**
 * The messages between the main process and a child process with servers. Only these two processes can use the channel.
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
