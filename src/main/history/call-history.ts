import * as v from 'valibot'
import { RecentCallSchema, RECENTS_SHOWN, type RecentCall } from '../../shared/ipc/contract.ts'
import type { EndedCall, Timestamp } from '../../shared/domain/phone.ts'
import { endedBetween, isMissed, lostBetween } from '../../shared/domain/selectors.ts'
import type { HouseBoard } from '../ipc/app-state-store.ts'
import type { Log } from '../lib/log.ts'
import type { LineFile } from './jsonl-file.ts'
import type { Replica } from '../ipc/replica.ts'
import { createUnfinishedCalls, UnfinishedLineSchema } from './call-journal.ts'

export interface HistoryEdges {
  readonly file: LineFile
  readonly replica: Pick<Replica, 'subscribe'>
  readonly house: Pick<HouseBoard, 'put'>
  readonly clock: () => Timestamp
  readonly log: Log
}

export interface History {
  /** Newest first, each call once, at most `RECENTS_SHOWN`. */
  readonly recents: readonly RecentCall[]
  /** The person has had these before them; without `which`, all. */
  seen(which?: (call: RecentCall) => boolean): void
}

/** How many calls are kept in the file. */
export const RECENTS_KEPT = 1_000
/** The file is written anew when it has grown to so many lines. */
const MOST_LINES = 3_000

const LineSchema = v.union([RecentCallSchema, v.object({ seen: v.string() }), UnfinishedLineSchema])
type Line = v.InferOutput<typeof LineSchema>

/**
 * Every call that is over, kept. The file holds a line for each end of a call and for each that was seen; a later
 * line about the same call takes the place of the earlier one, and a line that makes no sense costs itself only.
 * Calls that go on have lines too: if Offhook stops without another word, its next life knows of them.
 */
export function createHistory({ file, replica, house, clock, log }: HistoryEdges): History {
  const calls = new Map<string, RecentCall>()
  const unfinished = createUnfinishedCalls()
  let lines = 0

  const take = (line: Line) => {
    if ('seen' in line) {
      const call = calls.get(line.seen)
      if (call) calls.set(line.seen, { ...call, unseen: false })
      return
    }
    if ('unfinished' in line || 'dropped' in line) return unfinished.take(line)
    unfinished.over(line)
    calls.set(keyOf(line), line)
  }
  const write = (line: Line) => {
    take(line)
    file.append(JSON.stringify(line))
    lines += 1
    if (lines > MOST_LINES) compact()
  }
  const latest = () => [...calls.values()].toSorted((a, b) => b.endedAt - a.endedAt)
  const compact = (wasDamaged = false) => {
    const kept = latest().slice(0, RECENTS_KEPT).toReversed()
    calls.clear()
    for (const call of kept) calls.set(keyOf(call), call)
    const goingOn = unfinished.all.map((call) => ({ unfinished: call }))
    const content = [...kept, ...goingOn].map((line) => JSON.stringify(line))
    if (wasDamaged) file.replaceDamaged(content)
    else file.replace(content)
    lines = kept.length + goingOn.length
  }
  const publish = () => {
    recents = latest().slice(0, RECENTS_SHOWN)
    house.put({ recents: [...recents] })
  }

  const add = (call: EndedCall) => {
    if (call.rehearsal) {
      const dropped = unfinished.over(call)
      if (dropped) write(dropped)
      return
    }
    const known = calls.get(keyOf(call))
    // The phone remembers its latest calls for a while, and tells them again to whoever asks anew.
    if (known?.endedAt === call.endedAt && known.ending === call.ending) return
    write({ ...call, unseen: isMissed(call) })
  }

  const stored = file.read()
  const parsed = stored.flatMap((line) => readLine(line) ?? [])
  for (const line of parsed) take(line)
  lines = stored.length
  const unreadable = stored.length - parsed.length
  if (unreadable > 0) log.warn(`${unreadable} of ${stored.length} lines about recent calls cannot be read.`)
  // Only the last line can be cut short, by a crash or a power failure. The phone reports its content again, or it is lost.
  const isDamaged = unreadable > (readLine(stored.at(-1) ?? '') === undefined ? 1 : 0)
  for (const call of unfinished.all) write({ ...call, unseen: isMissed(call) })
  if (isDamaged || lines > MOST_LINES) compact(isDamaged)
  let recents = latest().slice(0, RECENTS_SHOWN)
  publish()

  replica.subscribe((previous, next) => {
    const over = [...endedBetween(previous, next), ...lostBetween(previous, next, clock())]
    for (const call of over) add(call)
    for (const line of unfinished.news(next.calls, clock())) write(line)
    if (over.length > 0) publish()
  })

  return {
    get recents() {
      return recents
    },
    seen(which = () => true) {
      const fresh = [...calls.values()].filter((call) => call.unseen && which(call))
      if (fresh.length === 0) return
      for (const call of fresh) write({ seen: keyOf(call) })
      publish()
    },
  }
}

/** One call, one key: a renderer that starts again gives its calls new ids, but a CallSid stays what it is. */
function keyOf({ id, sid, startedAt }: Pick<EndedCall, 'id' | 'sid' | 'startedAt'>): string {
  return sid ?? `${id} ${startedAt}`
}

function readLine(text: string): Line | undefined {
  try {
    const parsed = v.safeParse(LineSchema, JSON.parse(text))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}
