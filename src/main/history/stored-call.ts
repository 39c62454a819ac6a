import * as v from 'valibot'
import type { EndReason } from '../../shared/domain/phone-schemas.ts'

/** The end reasons that Offhook before 0.2 wrote under other names. */
const RENAMED: Readonly<Record<string, EndReason>> = {
  'hung-up': 'local-hangup',
  'hung-up-remotely': 'remote-hangup',
  'turned-away': 'rejected-dnd',
  'given-up': 'canceled',
  'rejected-remotely': 'declined',
  'service-failed': 'application-error',
  stopped: 'app-terminated',
}

const OldCallSchema = v.looseObject({ phase: v.unknown(), openedAt: v.unknown(), ending: v.unknown() })
const UnfinishedSchema = v.looseObject({ unfinished: v.unknown() })

/**
 * A line of `recents.jsonl` in its present form. Lines written before the keys `phase`, `openedAt` and `ending` were renamed are
 * converted, also inside `{ unfinished: call }`; every other value is returned unchanged, for the schema to judge.
 */
export function fromStoredLine(raw: unknown): unknown {
  const unfinished = v.safeParse(UnfinishedSchema, raw)
  if (unfinished.success)
    return { ...unfinished.output, unfinished: fromStoredLine(unfinished.output.unfinished) }
  const old = v.safeParse(OldCallSchema, raw)
  if (!old.success) return raw
  const { phase, openedAt, ending, ...rest } = old.output
  const endReason = typeof ending === 'string' && Object.hasOwn(RENAMED, ending) ? RENAMED[ending] : ending
  return { ...rest, state: phase, connectedAt: openedAt, endReason }
}
