import type { Timestamp } from '../../../shared/domain/phone.ts'
import {
  HANG_CHECK_INTERVAL_MS,
  HUNG_AFTER_MS,
  HUNG_IN_CALL_AFTER_MS,
} from '../../../shared/domain/signalling-timing.ts'
import type { Disposable } from '../../lib/disposable.ts'
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
  /** Whether a call is connected: its media continues while the page hangs. */
  readonly inCall: () => boolean
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

/** Detects a page that no longer reports. */
export interface HangWatch extends Disposable {
  /** Starts the measurement again: the page has reported or was replaced, or the computer slept. */
  resetHangTimer(): void
}

/** A page that hangs repeatedly is not stopped more often than this: the cause may be temporary. */
const MIN_CRASH_INTERVAL_MS = 300_000

/**
 * Crashes the renderer when the page has not reported for a long time, for example because of an endless loop. No call arrives in
 * such a page. Crash recovery then loads it again. Chromium emits `unresponsive` only after input in the window.
 */
export function watchRendererHang({ page, inCall, clock, timers, log }: HangWatchDeps): HangWatch {
  /** Only time during which this program ran counts. */
  let silentMs = 0
  let cancelCheck = () => {}
  let sinceCrashMs = MIN_CRASH_INTERVAL_MS
  let checkedAt = clock()

  const check = () => {
    cancelCheck = timers.after(HANG_CHECK_INTERVAL_MS, check)
    const now = clock()
    const tookMs = now - checkedAt
    checkedAt = now
    sinceCrashMs += HANG_CHECK_INTERVAL_MS
    const contents = page()
    // The computer slept or this process was blocked, and so was the page.
    const leapt = tookMs < 0 || tookMs > 2 * HANG_CHECK_INTERVAL_MS
    silentMs = leapt || !contents || !isAwaited(contents) ? 0 : silentMs + HANG_CHECK_INTERVAL_MS
    const limitMs = inCall() ? HUNG_IN_CALL_AFTER_MS : HUNG_AFTER_MS
    if (contents && silentMs >= limitMs && sinceCrashMs >= MIN_CRASH_INTERVAL_MS) {
      log.error(`The page has not responded for ${silentMs / 1_000} seconds and is stopped.`)
      silentMs = 0
      sinceCrashMs = 0
      contents.forcefullyCrashRenderer()
    }
  }
  cancelCheck = timers.after(HANG_CHECK_INTERVAL_MS, check)

  return {
    resetHangTimer() {
      silentMs = 0
    },
    dispose() {
      cancelCheck()
    },
  }
}

/** A page at a breakpoint of the developer tools is not expected to report. */
function isAwaited(contents: HangingRenderer): boolean {
  return !contents.isDestroyed() && !contents.isCrashed() && !contents.isDevToolsOpened()
}
