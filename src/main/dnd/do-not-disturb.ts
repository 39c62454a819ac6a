import type { Quiet } from '../../shared/ipc/contract.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import type { HouseBoard } from '../ipc/app-state-store.ts'
import type { Settings } from '../settings/settings.ts'
import type { Timers } from '../lib/timers.ts'

/** What the person chooses; the system's own do-not-disturb is not theirs to choose here. */
export type ChosenQuiet = Omit<Quiet, 'system'>

export interface QuietEdges {
  readonly settings: Pick<Settings, 'quiet'>
  readonly house: Pick<HouseBoard, 'current' | 'put'>
  readonly clock: () => Timestamp
  readonly timers: Timers
}

/** Do not disturb: kept between starts, and over when its time has come. */
export interface QuietKeeper {
  set(quiet: ChosenQuiet): void
  /** The system's own do-not-disturb has changed, or is known for the first time. */
  setSystem(system: Quiet['system']): void
  /** The clock may have jumped: the computer slept, or somebody set it. */
  check(): void
}

export const OFF: ChosenQuiet = { until: null, manner: 'silent' }
/** No timer is longer: a computer's timers know neither sleep nor more than 24 days. */
const LONGEST_WAIT_MS = 3_600_000

export function createQuietKeeper({ settings, house, clock, timers }: QuietEdges): QuietKeeper {
  let cancel = () => {}

  const put = (chosen: ChosenQuiet) => {
    house.put({ quiet: { ...chosen, system: house.current.quiet.system } })
  }

  const check = () => {
    cancel()
    const chosen = settings.quiet ?? OFF
    const { until, manner } = chosen
    if (until === null || until === 'turned-off') return put(chosen)
    const left = until - clock()
    if (left <= 0) {
      settings.quiet = { until: null, manner }
      return put({ until: null, manner })
    }
    put(chosen)
    cancel = timers.after(Math.min(left, LONGEST_WAIT_MS), check)
  }

  check()
  return {
    set({ until, manner }) {
      settings.quiet = { until, manner }
      check()
    },
    setSystem(system) {
      house.put({ quiet: { ...house.current.quiet, system } })
    },
    check,
  }
}
