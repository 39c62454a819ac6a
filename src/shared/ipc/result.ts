import * as v from 'valibot'

export const ActionResultSchema = v.variant('ok', [
  v.object({ ok: v.literal(true) }),
  v.object({ ok: v.literal(false), problem: v.string() }),
])
export type ActionResult = v.InferOutput<typeof ActionResultSchema>
