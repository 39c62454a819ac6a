import type { PowerSaveBlocker } from 'electron'
import { keepsAwake } from '../../shared/domain/selectors.ts'
import type { Replica } from '../ipc/replica.ts'

export interface KeepAwakeDeps {
  readonly replica: Pick<Replica, 'subscribe'>
  readonly blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>
}

/** Keeps the computer from falling asleep during calls, and at no other time. The screen may go dark. */
export function keepAwakeDuringCalls({ replica, blocker }: KeepAwakeDeps): void {
  let held: number | undefined
  replica.subscribe((_previous, next) => {
    const wanted = keepsAwake(next)
    if (wanted === (held !== undefined)) return
    if (held === undefined) {
      held = blocker.start('prevent-app-suspension')
      return
    }
    blocker.stop(held)
    held = undefined
  })
}
