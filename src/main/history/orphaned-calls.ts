import type { MainMessage } from '../../shared/ipc/contract.ts'
import { newPhone, type EndedCall, type Phone, type Timestamp } from '../../shared/domain/phone.ts'
import { REINVITE_TIMEOUT_MS } from '../../shared/domain/signalling-timing.ts'
import { orphanedBetween } from '../../shared/domain/selectors.ts'
import { disposeAll, type Disposable } from '../lib/disposable.ts'
import type { Log } from '../lib/log.ts'
import type { Timers } from '../lib/timers.ts'

export interface OrphanedCallsDeps {
  readonly replica: { readonly phone: Phone; subscribe(listener: () => void): () => void }
  readonly send: (message: MainMessage) => void
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

/** The calls of a page that died. They are sent to the next page, which shows how they ended. */
export interface OrphanedCalls extends Disposable {
  /** The page is gone. Call it while its calls are still in the replica. */
  pageGone(): void
  /** A new page has loaded. */
  onHandshake(): void
}

export function createOrphanedCalls({ replica, send, clock, timers, log }: OrphanedCallsDeps): OrphanedCalls {
  let connected: EndedCall[] = []
  let unanswered: EndedCall[] = []
  let waiting = false
  let cancelTimer = () => {}

  const report = (calls: EndedCall[]) => {
    const { calls: live, ended } = replica.phone
    const known = new Set([...live, ...ended].flatMap(({ id, sid }) => (sid === null ? [id] : [id, sid])))
    const news = calls.filter(({ id, sid }) => !known.has(id) && !(sid !== null && known.has(sid)))
    if (news.length > 0) send({ type: 'orphaned-calls', calls: news })
  }

  const unsubscribe = replica.subscribe(() => {
    if (waiting || unanswered.length === 0 || replica.phone.registration.state !== 'registered') return
    waiting = true
    cancelTimer = timers.after(REINVITE_TIMEOUT_MS, () => {
      waiting = false
      report(unanswered.splice(0))
    })
  })

  return {
    pageGone() {
      const at = clock()
      const { calls } = replica.phone
      if (calls.length > 0) log.warn(`The page died during ${calls.length} calls.`)
      const over = orphanedBetween(replica.phone, newPhone(at), at)
      connected = [...connected, ...over.filter(({ endReason }) => endReason !== 'missed')]
      unanswered = [...unanswered, ...over.filter(({ endReason }) => endReason === 'missed')]
    },
    onHandshake() {
      if (connected.length > 0) send({ type: 'orphaned-calls', calls: connected.splice(0) })
    },
    dispose: disposeAll(unsubscribe, () => {
      cancelTimer()
    }),
  }
}
