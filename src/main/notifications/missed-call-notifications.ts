import type { Command, RecentCall } from '../../shared/ipc/contract.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import { isQuiet, missedFor, type MissedNotice } from '../../shared/domain/selectors.ts'
import type { History } from '../history/call-history.ts'
import type { HouseBoard } from '../ipc/app-state-store.ts'
import type { Log } from '../lib/log.ts'
import type { Notifier, Toast } from './notifier.ts'

export interface MissedCallEdges {
  readonly notifier: Pick<Notifier, 'show' | 'close' | 'on'>
  readonly house: Pick<HouseBoard, 'current' | 'subscribe'>
  readonly history: Pick<History, 'seen'>
  readonly country: string
  readonly onCommand: (command: Command) => void
  readonly onOpen: (activationToken: string | null) => void
  readonly clock: () => Timestamp
  readonly log: Log
}

const CALL_BACK = { id: 'call-back', label: 'Call back' } as const

/**
 * A notification for each caller whose call was missed since Offhook was started, with Call back, until the person
 * has seen the list. While they are not to be disturbed it waits. Answers how to take all of them away, which is
 * for quitting: nobody would be there to call back.
 */
export function createMissedCalls(edges: MissedCallEdges): () => Promise<unknown> {
  const { notifier, house, history, country, onCommand, onOpen, clock, log } = edges
  const since = clock()
  /** What the person has been told, whether it still is on the screen or not. */
  const told = new Map<string, MissedNotice>()
  /** What could not be shown, for want of a server. */
  const failed = new Set<string>()

  const show = async (notice: MissedNotice) => {
    told.set(notice.key, notice)
    const result = await notifier.show(toastOf(notice))
    failed.delete(notice.key)
    if (result.status === 'shown') return
    failed.add(notice.key)
    log.warn(`The notification of a missed call was not shown: ${result.reason}`)
  }

  const follow = () => {
    const { recents, quiet } = house.current
    const wanted = missedFor(recents, since, country)
    const keys = new Set(wanted.map(({ key }) => key))
    for (const key of told.keys()) {
      if (keys.has(key)) continue
      told.delete(key)
      failed.delete(key)
      void notifier.close(key)
    }
    if (isQuiet(quiet)) return
    for (const notice of wanted) {
      const before = told.get(notice.key)
      if (before?.title !== notice.title || before.body !== notice.body) void show(notice)
    }
  }

  notifier.on((event) => {
    if (event.type === 'available') {
      for (const key of failed) {
        const notice = told.get(key)
        if (notice) void show(notice)
      }
      return
    }
    if (event.type !== 'action') return
    const notice = told.get(event.key)
    if (!notice) return
    onOpen(event.activationToken ?? null)
    if (event.action !== CALL_BACK.id || notice.callBack === null) return
    onCommand({ type: 'dial', text: notice.callBack })
    history.seen((call) => isAbout(call, notice))
  })
  const unsubscribe = house.subscribe(follow)

  function isAbout({ party }: RecentCall, { key }: MissedNotice): boolean {
    return key === `missed:${party.kind}:${party.address}`
  }

  return () => {
    unsubscribe()
    return Promise.all([...told.keys()].map((key) => notifier.close(key)))
  }
}

function toastOf({ key, title, body, callBack }: MissedNotice): Toast {
  return { key, kind: 'missed', title, body, actions: callBack === null ? [] : [CALL_BACK] }
}
