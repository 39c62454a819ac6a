import type { DoNotDisturb } from '../../shared/ipc/contract.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import type { AppStateStore } from '../ipc/app-state-store.ts'
import type { Disposable } from '../lib/disposable.ts'
import type { Settings } from '../settings/settings.ts'
import type { Timers } from '../lib/timers.ts'

/** The setting of the person, without the do-not-disturb state of the operating system. */
export type DndSetting = Omit<DoNotDisturb, 'system'>

export interface DoNotDisturbDeps {
  readonly settings: Pick<Settings, 'doNotDisturb'>
  readonly appState: Pick<AppStateStore, 'current' | 'update'>
  readonly clock: () => Timestamp
  readonly timers: Timers
}

/** Do not disturb: stored between starts, and turned off when its time is over. */
export interface DoNotDisturbController extends Disposable {
  set(doNotDisturb: DndSetting): void
  /** The do-not-disturb state of the operating system has changed, or is known for the first time. */
  setSystem(system: DoNotDisturb['system']): void
  /** Checks whether the time is over. Call it when the clock may have jumped, for example during sleep. */
  check(): void
}

export const DND_OFF: DndSetting = { until: null, mode: 'silent' }
/** The longest timer: timers do not run during sleep, and are limited to 24 days. */
const MAX_TIMER_MS = 3_600_000

export function createDoNotDisturb({
  settings,
  appState,
  clock,
  timers,
}: DoNotDisturbDeps): DoNotDisturbController {
  let cancel = () => {}

  const publish = (chosen: DndSetting) => {
    appState.update({ doNotDisturb: { ...chosen, system: appState.current.doNotDisturb.system } })
  }

  const check = () => {
    cancel()
    const chosen = settings.doNotDisturb ?? DND_OFF
    const { until, mode } = chosen
    if (until === null || until === 'turned-off') return publish(chosen)
    const left = until - clock()
    if (left <= 0) {
      settings.doNotDisturb = { until: null, mode }
      return publish({ until: null, mode })
    }
    publish(chosen)
    cancel = timers.after(Math.min(left, MAX_TIMER_MS), check)
  }

  check()
  return {
    set({ until, mode }) {
      settings.doNotDisturb = { until, mode }
      check()
    },
    setSystem(system) {
      appState.update({ doNotDisturb: { ...appState.current.doNotDisturb, system } })
    },
    check,
    dispose() {
      cancel()
    },
  }
}
