import type { Command } from '../../shared/ipc/contract.ts'
import { activeCalls } from '../../shared/domain/phone.ts'
import type { Replica } from '../ipc/replica.ts'
import type { Timers } from '../lib/timers.ts'
import { HANG_UP_TIMEOUT_MS } from './shutdown-timing.ts'

interface HangUpDeps {
  readonly replica: Pick<Replica, 'phone' | 'subscribe'>
  readonly onCommand: (command: Command) => void
  readonly timers: Timers
}

/** Hangs up every call. Resolves when all are over, after two seconds at the latest. */
export function hangUpAll({ replica, onCommand, timers }: HangUpDeps): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      cancel()
      unsubscribe()
      resolve()
    }
    const isOver = () => activeCalls(replica.phone).length === 0
    const unsubscribe = replica.subscribe(() => {
      if (isOver()) finish()
    })
    const cancel = timers.after(HANG_UP_TIMEOUT_MS, finish)
    for (const { id } of activeCalls(replica.phone)) onCommand({ type: 'hangup', id })
    if (isOver()) finish()
  })
}
