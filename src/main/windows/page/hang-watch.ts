import type { Timestamp } from '../../../shared/domain/phone.ts'
import type { Log } from '../../lib/log.ts'
import type { Timers } from '../../lib/timers.ts'

/** The part of a window's `webContents` used here. */
export interface HangingRenderer {
  isDestroyed(): boolean
  isCrashed(): boolean
  isDevToolsOpened(): boolean
  forcefullyCrashRenderer(): void
}

export interface HangWatchDeps {
  readonly page: () => HangingRenderer | undefined
  /** Whether two people talk: they still hear each other while the page hangs. */
  readonly inCall: () => boolean
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

export interface HangWatch {
  /** The page gave a sign of life, or is another one, or the computer slept: it is waited for from now on. */
  resetHangTimer(): void
}

const CHECK_INTERVAL_MS = 5_000
/** The page says something four times a minute. */
export const HUNG_AFTER_MS = 60_000
const HUNG_IN_CALL_AFTER_MS = 120_000
/** A page that hangs again and again is left in between: what it hangs on may pass. */
const MIN_CRASH_INTERVAL_MS = 300_000

/**
 * Stops the page when it has hung for long, as by an endless loop: nobody can be reached by it. What is started after
 * a crash is then started again. Chromium's `unresponsive` comes only when a person does something in the window.
 */
export function watchRendererHang({ page, inCall, clock, timers, log }: HangWatchDeps): HangWatch {
  /** Only time in which this program ran counts. */
  let silentMs = 0
  let sinceCrashMs = MIN_CRASH_INTERVAL_MS
  let checkedAt = clock()

  const check = () => {
    timers.after(CHECK_INTERVAL_MS, check)
    const now = clock()
    const tookMs = now - checkedAt
    checkedAt = now
    sinceCrashMs += CHECK_INTERVAL_MS
    const contents = page()
    // Asleep or held up, as the page was; or a developer has stopped it somewhere to look around.
    const leapt = tookMs < 0 || tookMs > 2 * CHECK_INTERVAL_MS
    silentMs = leapt || !contents || !isAwaited(contents) ? 0 : silentMs + CHECK_INTERVAL_MS
    const limitMs = inCall() ? HUNG_IN_CALL_AFTER_MS : HUNG_AFTER_MS
    if (contents && silentMs >= limitMs && sinceCrashMs >= MIN_CRASH_INTERVAL_MS) {
      log.error(`The phone’s page has hung for ${silentMs / 1_000} seconds; it is stopped.`)
      silentMs = 0
      sinceCrashMs = 0
      contents.forcefullyCrashRenderer()
    }
  }
  timers.after(CHECK_INTERVAL_MS, check)

  return {
    resetHangTimer() {
      silentMs = 0
    },
  }
}

function isAwaited(contents: HangingRenderer): boolean {
  return !contents.isDestroyed() && !contents.isCrashed() && !contents.isDevToolsOpened()
}
