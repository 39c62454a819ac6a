import * as v from 'valibot'
import { EndedCallSchema } from '../../shared/domain/phone-schemas.ts'
import type { EndedCall, LiveCall, Timestamp } from '../../shared/domain/phone.ts'
import { toEndedCall } from '../../shared/domain/selectors.ts'

/** A line about an ongoing call: `unfinished` is how the call counts if no other line follows; `dropped` removes it. */
export const JournalEntrySchema = v.union([
  v.object({ unfinished: EndedCallSchema }),
  v.object({ dropped: v.string() }),
])
type JournalEntry = v.InferOutput<typeof JournalEntrySchema>

/** The ongoing calls, written before their end. */
export interface CallJournal {
  /** Applies a line that was read or is written. */
  apply(line: JournalEntry): void
  /** Returns the lines for all changes of the ongoing calls. */
  changes(calls: readonly LiveCall[], at: Timestamp): readonly JournalEntry[]
  /** Removes a call that is over. Returns the line to write if its end is not written. */
  remove(call: EndedCall): JournalEntry | undefined
  /** The calls without a later line. */
  readonly all: readonly EndedCall[]
}

export function createCallJournal(): CallJournal {
  const entries = new Map<string, EndedCall>()
  return {
    apply(line) {
      if ('dropped' in line) entries.delete(line.dropped)
      else entries.set(keyOf(line.unfinished), line.unfinished)
    },
    changes: (calls, at) =>
      calls.flatMap((call): JournalEntry[] => {
        const key = keyOf(call)
        const before = entries.get(key)
        if (call.isTestCall) return before ? [{ dropped: key }] : []
        const unfinished = toEndedCall(call, call.state === 'ringing' ? 'missed' : 'app-terminated', at)
        const isKnown =
          before?.endReason === unfinished.endReason &&
          before.sid === unfinished.sid &&
          before.connectedAt === unfinished.connectedAt
        return isKnown ? [] : [{ unfinished }]
      }),
    remove(call) {
      const key = keyOf(call)
      return entries.delete(key) ? { dropped: key } : undefined
    },
    get all() {
      return [...entries.values()]
    },
  }
}

/** An id is unique only until the page is reloaded. */
function keyOf({ id, startedAt }: Pick<EndedCall, 'id' | 'startedAt'>): string {
  return `${id} ${startedAt}`
}
