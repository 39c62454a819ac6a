import type { DoNotDisturb } from '../../shared/ipc/contract.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import type { AppStateStore } from '../ipc/app-state-store.ts'
import type { Settings } from '../settings/settings.ts'
import type { Timers } from '../lib/timers.ts'

/** What the person chooses; the system's own do-not-disturb is not theirs to choose here. */
export type DndSetting = Omit<DoNotDisturb, 'system'>

export interface DoNotDisturbDeps {
  readonly settings: Pick<Settings, 'doNotDisturb'>
  readonly appState: Pick<AppStateStore, 'current' | 'update'>
  readonly clock: () => Timestamp
  readonly timers: Timers
}

/** Do not disturb: kept between starts, and over when its time has come. */
export interface DoNotDisturbController {
  set(doNotDisturb: DndSetting): void
  /** The system's own do-not-disturb has changed, or is known for the first time. */
  setSystem(system: DoNotDisturb['system']): void
  /** The clock may have jumped: the computer slept, or somebody set it. */
  check(): void
}

export const DND_OFF: DndSetting = { until: null, mode: 'silent' }
/** No timer is longer: a computer's timers know neither sleep nor more than 24 days. */
const MAX_TIMER_MS = 3_600_000

export function createDoNotDisturb({
  settings,
  appState,
  clock,
  timers,
}: DoNotDisturbDeps): DoNotDisturbController {
  let cancel = () => {}

  const put = (chosen: DndSetting) => {
    appState.update({ doNotDisturb: { ...chosen, system: appState.current.doNotDisturb.system } })
  }

  const check = () => {
    cancel()
    const chosen = settings.doNotDisturb ?? DND_OFF
    const { until, mode } = chosen
    if (until === null || until === 'turned-off') return put(chosen)
    const left = until - clock()
    if (left <= 0) {
      settings.doNotDisturb = { until: null, mode }
      return put({ until: null, mode })
    }
    put(chosen)
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
  }
}
