import { errorMessage, type Log } from '../lib/log.ts'

/** The part of Electron's `app` used here. */
export interface WillQuitApp {
  on(event: 'will-quit', listener: (event: { preventDefault(): void }) => void): unknown
  quit(): void
}

/** Holds quitting back, once, until everything has been put away. */
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
      log.error(`Quitting was untidy: ${errorMessage(error)}`)
    }
    isDone = true
    // Not in the same turn as the event: Electron takes its quitting back only after that, and this one with it.
    setImmediate(() => {
      app.quit()
    })
  }
}

export interface BeforeQuitApp {
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

/** Whether the program is on its way out, so that a window that closes now closes for good. */
export interface QuitConfirmation {
  readonly isUnderWay: boolean
  /** The person has agreed already, or a signal ends the program: there is no question any more. */
  skipConfirmation(): void
  /** The whole session ends: calls are hung up, and quitting is not held back, which would stop the session from ending. */
  onSessionEnd(): void
}

/**
 * Quitting during a call asks first, and hangs up before the windows close: what a page sends while it is destroyed may not
 * leave the computer before the program does. To be set up before anything else that listens to quitting.
 */
export function confirmQuitDuringCall({ app, inCall, ask, hangUp }: QuitConfirmationDeps): QuitConfirmation {
  let isUnderWay = false
  let isAgreed = false
  let isAsking = false
  let isHangingUp = false
  let isHungUp = false

  const confirm = async () => {
    isAsking = true
    // A question that cannot even be asked must not keep the program alive.
    const agreed = await ask().catch(() => true)
    isAsking = false
    isAgreed ||= agreed
    if (isAgreed) void hangUpAndQuit()
  }
  const hangUpAndQuit = async () => {
    if (isHangingUp) return
    isHangingUp = true
    await hangUp().catch(() => undefined)
    isHungUp = true
    app.quit()
  }

  app.on('before-quit', (event) => {
    if (isHungUp || !inCall()) {
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
      isHungUp = true
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
