import * as v from 'valibot'
import { EndedCallSchema } from '../../shared/domain/phone-schemas.ts'
import type { EndedCall, LiveCall, Timestamp } from '../../shared/domain/phone.ts'
import { toEndedCall } from '../../shared/domain/selectors.ts'

/**
 * What the file says of calls that go on: how each is to be remembered if nothing more is ever written about it; and
 * that one of them is not to be remembered after all.
 */
export const JournalEntrySchema = v.union([
  v.object({ unfinished: EndedCallSchema }),
  v.object({ dropped: v.string() }),
])
export type JournalEntry = v.InferOutput<typeof JournalEntrySchema>

/** The calls that go on, noted ahead of their end. */
export interface CallJournal {
  /** As the file says it, or as it now is to be written. */
  apply(line: JournalEntry): void
  /** Lines for what is new about the calls that go on. */
  changes(calls: readonly LiveCall[], at: Timestamp): readonly JournalEntry[]
  /** This one is over. Answers what is to be written if its end is not. */
  remove(call: EndedCall): JournalEntry | undefined
  /** The calls nothing more was written about. */
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

/** An id is unique within one life of the page only. */
function keyOf({ id, startedAt }: Pick<EndedCall, 'id' | 'startedAt'>): string {
  return `${id} ${startedAt}`
}
