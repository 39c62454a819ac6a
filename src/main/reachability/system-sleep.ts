import type { PowerMonitor } from 'electron'
import type { Log } from '../lib/log.ts'

export interface SystemSleepDeps {
  readonly powerMonitor: Pick<PowerMonitor, 'on'>
  /** The computer is about to sleep. */
  readonly onSleep: () => void
  /** It woke up, or a person came back to it: what went stale meanwhile is to be made fresh now. */
  readonly onWake: () => void
  readonly log: Log
}

/** Follows the computer's sleep. A lid that is opened says `resume`; a screen that is unlocked may be all that is said. */
export function watchSystemSleep({ powerMonitor, onSleep, onWake, log }: SystemSleepDeps): void {
  powerMonitor.on('suspend', () => {
    log.info('The computer goes to sleep.')
    onSleep()
  })
  powerMonitor.on('resume', () => {
    log.info('The computer woke up.')
    onWake()
  })
  powerMonitor.on('unlock-screen', onWake)
}
