import * as v from 'valibot'
import { EndedCallSchema } from '../../shared/domain/phone-schemas.ts'
import type { EndedCall, LiveCall, Timestamp } from '../../shared/domain/phone.ts'
import { overAs } from '../../shared/domain/selectors.ts'

/**
 * What the file says of calls that go on: how each is to be remembered if nothing more is ever written about it; and
 * that one of them is not to be remembered after all.
 */
export const UnfinishedLineSchema = v.union([
  v.object({ unfinished: EndedCallSchema }),
  v.object({ dropped: v.string() }),
])
export type UnfinishedLine = v.InferOutput<typeof UnfinishedLineSchema>

/** The calls that go on, noted ahead of their end. */
export interface UnfinishedCalls {
  /** As the file says it, or as it now is to be written. */
  take(line: UnfinishedLine): void
  /** Lines for what is new about the calls that go on. */
  news(calls: readonly LiveCall[], at: Timestamp): readonly UnfinishedLine[]
  /** This one is over. Answers what is to be written if its end is not. */
  over(call: EndedCall): UnfinishedLine | undefined
  /** The calls nothing more was written about. */
  readonly all: readonly EndedCall[]
}

export function createUnfinishedCalls(): UnfinishedCalls {
  const noted = new Map<string, EndedCall>()
  return {
    take(line) {
      if ('dropped' in line) noted.delete(line.dropped)
      else noted.set(keyOf(line.unfinished), line.unfinished)
    },
    news: (calls, at) =>
      calls.flatMap((call): UnfinishedLine[] => {
        const key = keyOf(call)
        const before = noted.get(key)
        if (call.rehearsal) return before ? [{ dropped: key }] : []
        const unfinished = overAs(call, call.phase === 'ringing' ? 'missed' : 'stopped', at)
        const isKnown =
          before?.ending === unfinished.ending &&
          before.sid === unfinished.sid &&
          before.openedAt === unfinished.openedAt
        return isKnown ? [] : [{ unfinished }]
      }),
    over(call) {
      const key = keyOf(call)
      return noted.delete(key) ? { dropped: key } : undefined
    },
    get all() {
      return [...noted.values()]
    },
  }
}

/** An id is unique within one life of the page only. */
function keyOf({ id, startedAt }: Pick<EndedCall, 'id' | 'startedAt'>): string {
  return `${id} ${startedAt}`
}
