import type { PowerSaveBlocker } from 'electron'
import { powerFor } from '../../shared/domain/selectors.ts'
import type { Replica } from '../ipc/replica.ts'

export interface PowerEdges {
  readonly replica: Pick<Replica, 'subscribe'>
  readonly blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>
}

/** Keeps the computer from falling asleep during calls, and at no other time. The screen may go dark. */
export function keepAwakeDuringCalls({ replica, blocker }: PowerEdges): void {
  let held: number | undefined
  replica.subscribe((_previous, next) => {
    const wanted = powerFor(next)
    if (wanted === (held !== undefined)) return
    if (held === undefined) {
      held = blocker.start('prevent-app-suspension')
      return
    }
    blocker.stop(held)
    held = undefined
  })
}
