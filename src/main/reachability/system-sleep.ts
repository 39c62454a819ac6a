import type { PowerMonitor } from 'electron'
import { disposableOf, type Disposable } from '../lib/disposable.ts'
import type { Log } from '../lib/log.ts'

export interface SystemSleepDeps {
  readonly powerMonitor: Pick<PowerMonitor, 'on' | 'removeListener'>
  /** The computer is about to sleep. */
  readonly onSleep: () => void
  /** The computer woke up, or the screen was unlocked. */
  readonly onWake: () => void
  readonly log: Log
}

/** Watches sleep and wake-up. Some systems emit `unlock-screen` after sleep, and not `resume`. */
export function watchSystemSleep({ powerMonitor, onSleep, onWake, log }: SystemSleepDeps): Disposable {
  const suspend = () => {
    log.info('The computer goes to sleep.')
    onSleep()
  }
  const resume = () => {
    log.info('The computer woke up.')
    onWake()
  }
  powerMonitor.on('suspend', suspend)
  powerMonitor.on('resume', resume)
  powerMonitor.on('unlock-screen', onWake)
  return disposableOf(
    () => powerMonitor.removeListener('suspend', suspend),
    () => powerMonitor.removeListener('resume', resume),
    () => powerMonitor.removeListener('unlock-screen', onWake),
  )
}
