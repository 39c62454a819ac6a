import type { PowerSaveBlocker } from 'electron'
import { keepsAwake } from '../../shared/domain/selectors.ts'
import { disposableOf, type Disposable } from '../lib/disposable.ts'
import type { Replica } from '../ipc/replica.ts'

export interface KeepAwakeDeps {
  readonly replica: Pick<Replica, 'subscribe'>
  readonly blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>
}

/** Prevents sleep during calls. The screen may turn off. */
export function keepAwakeDuringCalls({ replica, blocker }: KeepAwakeDeps): Disposable {
  let held: number | undefined
  const release = () => {
    if (held !== undefined) blocker.stop(held)
    held = undefined
  }
  const unsubscribe = replica.subscribe((_previous, next) => {
    if (!keepsAwake(next)) release()
    else held ??= blocker.start('prevent-app-suspension')
  })
  return disposableOf(unsubscribe, release)
}
