import { errorMessage, type Log } from '../lib/log.ts'

/** The part of Electron's `app` used here. */
export interface WillQuitApp {
  on(event: 'will-quit', listener: (event: { preventDefault(): void }) => void): unknown
  quit(): void
}

/** Delays quitting, once, until `shutdown` has finished. */
export function shutdownBeforeQuit(app: WillQuitApp, shutdown: () => Promise<unknown>, log: Log): void {
  let isDone = false
  let isUnderWay = false
  app.on('will-quit', (event) => {
    if (isDone) return
    event.preventDefault()
    if (isUnderWay) return
    isUnderWay = true
    void finish()
  })

  const finish = async () => {
    try {
      await shutdown()
    } catch (error) {
      log.error(`Shutting down failed: ${errorMessage(error)}`)
    }
    isDone = true
    // In a later turn, because Electron cancels quitting only after the event.
    setImmediate(() => {
      app.quit()
    })
  }
}

interface BeforeQuitApp {
  on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown
  quit(): void
}

export interface QuitConfirmationDeps {
  readonly app: BeforeQuitApp
  /** Whether quitting would end a call. */
  readonly inCall: () => boolean
  /** Asks the person; true: end the call and quit. */
  readonly ask: () => Promise<boolean>
  /** Hangs up every call. Resolves when they are over, or when that takes too long. */
  readonly hangUp: () => Promise<void>
}

/** Whether the program is quitting, so that a window that is closed really closes. */
export interface QuitConfirmation {
  readonly isUnderWay: boolean
  /** Quits without a question, for example on a signal. */
  skipConfirmation(): void
  /** The session ends: calls are hung up, and quitting is not delayed, because that would block the end of the session. */
  onSessionEnd(): void
}

/**
 * Asks before quitting during a call, and hangs up before the windows close, because a request of a page that is being destroyed may be
 * lost. Must be the first listener of `before-quit`.
 */
export function confirmQuitDuringCall({ app, inCall, ask, hangUp }: QuitConfirmationDeps): QuitConfirmation {
  let isUnderWay = false
  let isAgreed = false
  let isAsking = false
  let isHangingUp = false
  let hasEndedCalls = false

  const confirm = async () => {
    isAsking = true
    // A dialog that cannot be shown must not prevent quitting.
    const agreed = await ask().catch(() => true)
    isAsking = false
    isAgreed ||= agreed
    if (isAgreed) void hangUpAndQuit()
  }
  const hangUpAndQuit = async () => {
    if (isHangingUp) return
    isHangingUp = true
    await hangUp().catch(() => undefined)
    hasEndedCalls = true
    app.quit()
  }

  app.on('before-quit', (event) => {
    if (hasEndedCalls || !inCall()) {
      isUnderWay = true
      return
    }
    event.preventDefault()
    if (isAgreed) void hangUpAndQuit()
    else if (!isAsking) void confirm()
  })
  return {
    get isUnderWay() {
      return isUnderWay
    },
    skipConfirmation() {
      isAgreed = true
    },
    onSessionEnd() {
      hasEndedCalls = true
      void hangUp().catch(() => undefined)
    },
  }
}

/** The part of Node's `process` used here. */
export interface SignalledProcess {
  removeAllListeners(signal: QuitSignal): unknown
  once(signal: QuitSignal, listener: () => void): unknown
}

type QuitSignal = (typeof QUIT_SIGNALS)[number]
const QUIT_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/**
 * Makes Offhook quit on SIGTERM and similar signals, for example at the end of a session: calls are hung up and notifications
 * removed. No confirmation is asked, because the session would kill the program before it is given. Call it after all libraries are
 * loaded, so that none of them ends the process first on the same signal. A second signal ends the process at once.
 */
export function quitOnSignals(process: SignalledProcess, forceQuit: () => void): void {
  for (const signal of QUIT_SIGNALS) {
    process.removeAllListeners(signal)
    process.once(signal, forceQuit)
  }
}
