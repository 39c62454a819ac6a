import * as v from 'valibot'
import { RecentCallSchema, RECENTS_SHOWN, type RecentCall } from '../../shared/ipc/contract.ts'
import type { EndedCall, Timestamp } from '../../shared/domain/phone.ts'
import { endedBetween, isMissed, orphanedBetween } from '../../shared/domain/selectors.ts'
import type { AppStateStore } from '../ipc/app-state-store.ts'
import type { Disposable } from '../lib/disposable.ts'
import type { Log } from '../lib/log.ts'
import type { JsonlFile } from './jsonl-file.ts'
import type { Replica } from '../ipc/replica.ts'
import { createCallJournal, JournalEntrySchema } from './call-journal.ts'
import { fromStoredLine } from './stored-call.ts'

export interface CallHistoryDeps {
  readonly file: JsonlFile
  readonly replica: Pick<Replica, 'subscribe'>
  readonly appState: Pick<AppStateStore, 'update'>
  readonly clock: () => Timestamp
  readonly log: Log
}

/** The calls that are over, and which of them the person has seen. */
export interface CallHistory extends Disposable {
  /** Newest first, each call once, at most `RECENTS_SHOWN`. */
  readonly recents: readonly RecentCall[]
  /** Marks calls as seen; without `which`, all of them. */
  markSeen(which?: (call: RecentCall) => boolean): void
}

/** How many calls are kept in the file. */
export const MAX_STORED_CALLS = 1_000
/** The file is rewritten when it has more lines than this. */
const MAX_LINES = 3_000

const HistoryEntrySchema = v.union([RecentCallSchema, v.object({ seen: v.string() }), JournalEntrySchema])
type HistoryEntry = v.InferOutput<typeof HistoryEntrySchema>

/**
 * Stores every call that is over. The file has a line for each end of a call and for each call that was seen. A later line about
 * a call replaces the earlier one, and an unreadable line is skipped. Ongoing calls have lines too, so that they are in the list
 * even if Offhook is killed.
 */
export function createCallHistory({ file, replica, appState, clock, log }: CallHistoryDeps): CallHistory {
  const calls = new Map<string, RecentCall>()
  const journal = createCallJournal()
  let lines = 0

  const applyEntry = (line: HistoryEntry) => {
    if ('seen' in line) {
      const call = calls.get(line.seen)
      if (call) calls.set(line.seen, { ...call, unseen: false })
      return
    }
    if ('unfinished' in line || 'dropped' in line) return journal.apply(line)
    journal.remove(line)
    calls.set(keyOf(line), line)
  }
  const write = (line: HistoryEntry) => {
    applyEntry(line)
    file.append(JSON.stringify(line))
    lines += 1
    if (lines > MAX_LINES) compact()
  }
  const latest = () => [...calls.values()].toSorted((a, b) => b.endedAt - a.endedAt)
  const compact = (wasDamaged = false) => {
    const kept = latest().slice(0, MAX_STORED_CALLS).toReversed()
    calls.clear()
    for (const call of kept) calls.set(keyOf(call), call)
    const openEntries = journal.all.map((call) => ({ unfinished: call }))
    const content = [...kept, ...openEntries].map((line) => JSON.stringify(line))
    if (wasDamaged) file.replaceDamaged(content)
    else file.replace(content)
    lines = kept.length + openEntries.length
  }
  const publish = () => {
    recents = latest().slice(0, RECENTS_SHOWN)
    appState.update({ recents: [...recents] })
  }

  const add = (call: EndedCall) => {
    if (call.isTestCall) {
      const dropped = journal.remove(call)
      if (dropped) write(dropped)
      return
    }
    const known = calls.get(keyOf(call))
    // Each snapshot repeats the latest ended calls.
    if (known?.endedAt === call.endedAt && known.endReason === call.endReason) return
    write({ ...call, unseen: isMissed(call) })
  }

  const stored = file.read()
  const parsed = stored.flatMap((line) => readLine(line) ?? [])
  for (const line of parsed) applyEntry(line)
  lines = stored.length
  const unreadable = stored.length - parsed.length
  if (unreadable > 0) log.warn(`${unreadable} of ${stored.length} lines about recent calls cannot be read.`)
  // Only the last line can be cut short, by a crash or a power failure. The phone reports its content again, or it is lost.
  const isDamaged = unreadable > (readLine(stored.at(-1) ?? '') === undefined ? 1 : 0)
  for (const call of journal.all) write({ ...call, unseen: isMissed(call) })
  if (isDamaged || lines > MAX_LINES) compact(isDamaged)
  let recents = latest().slice(0, RECENTS_SHOWN)
  publish()

  const unsubscribe = replica.subscribe((previous, next) => {
    const over = [...endedBetween(previous, next), ...orphanedBetween(previous, next, clock())]
    for (const call of over) add(call)
    for (const line of journal.changes(next.calls, clock())) write(line)
    if (over.length > 0) publish()
  })

  return {
    get recents() {
      return recents
    },
    markSeen(which = () => true) {
      const fresh = [...calls.values()].filter((call) => call.unseen && which(call))
      if (fresh.length === 0) return
      for (const call of fresh) write({ seen: keyOf(call) })
      publish()
    },
    dispose: unsubscribe,
  }
}

/** The CallSid identifies a call across reloads of the renderer; the id does not. */
function keyOf({ id, sid, startedAt }: Pick<EndedCall, 'id' | 'sid' | 'startedAt'>): string {
  return sid ?? `${id} ${startedAt}`
}

function readLine(text: string): HistoryEntry | undefined {
  try {
    const parsed = v.safeParse(HistoryEntrySchema, fromStoredLine(JSON.parse(text)))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}
