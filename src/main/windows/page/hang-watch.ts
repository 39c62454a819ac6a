import type { Timestamp } from '../../../shared/domain/phone.ts'
import type { Log } from '../../lib/log.ts'
import type { Timers } from '../../lib/timers.ts'

/** The part of a window's `webContents` used here. */
export interface HangingContents {
  isDestroyed(): boolean
  isCrashed(): boolean
  isDevToolsOpened(): boolean
  forcefullyCrashRenderer(): void
}

export interface HungPageEdges {
  readonly page: () => HangingContents | undefined
  /** Whether two people talk: they still hear each other while the page hangs. */
  readonly inCall: () => boolean
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

export interface HungPageWatch {
  /** The page gave a sign of life, or is another one, or the computer slept: it is waited for from now on. */
  waitAnew(): void
}

const LOOK_MS = 5_000
/** The page says something four times a minute. */
export const HUNG_AFTER_MS = 60_000
const HUNG_IN_CALL_AFTER_MS = 120_000
/** A page that hangs again and again is left in between: what it hangs on may pass. */
const NOT_AGAIN_WITHIN_MS = 300_000

/**
 * Stops the page when it has hung for long, as by an endless loop: nobody can be reached by it. What is started after
 * a crash is then started again. Chromium's `unresponsive` comes only when a person does something in the window.
 */
export function replaceHungPage({ page, inCall, clock, timers, log }: HungPageEdges): HungPageWatch {
  /** Only time in which this program ran counts. */
  let silentMs = 0
  let sinceStopMs = NOT_AGAIN_WITHIN_MS
  let lookedAt = clock()

  const look = () => {
    timers.after(LOOK_MS, look)
    const now = clock()
    const tookMs = now - lookedAt
    lookedAt = now
    sinceStopMs += LOOK_MS
    const contents = page()
    // Asleep or held up, as the page was; or a developer has stopped it somewhere to look around.
    const leapt = tookMs < 0 || tookMs > 2 * LOOK_MS
    silentMs = leapt || !contents || !isAwaited(contents) ? 0 : silentMs + LOOK_MS
    const limitMs = inCall() ? HUNG_IN_CALL_AFTER_MS : HUNG_AFTER_MS
    if (contents && silentMs >= limitMs && sinceStopMs >= NOT_AGAIN_WITHIN_MS) {
      log.error(`The phone’s page has hung for ${silentMs / 1_000} seconds; it is stopped.`)
      silentMs = 0
      sinceStopMs = 0
      contents.forcefullyCrashRenderer()
    }
  }
  timers.after(LOOK_MS, look)

  return {
    waitAnew() {
      silentMs = 0
    },
  }
}

function isAwaited(contents: HangingContents): boolean {
  return !contents.isDestroyed() && !contents.isCrashed() && !contents.isDevToolsOpened()
}
