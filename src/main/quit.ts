import { reasonOf, type Log } from './log.ts'

/** The part of Electron's `app` used here. */
export interface QuittingApp {
  on(event: 'will-quit', listener: (event: { preventDefault(): void }) => void): unknown
  quit(): void
}

/** Holds quitting back, once, until everything has been put away. */
export function quitCleanly(app: QuittingApp, putAway: () => Promise<unknown>, log: Log): void {
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
      await putAway()
    } catch (error) {
      log.error(`Quitting was untidy: ${reasonOf(error)}`)
    }
    isDone = true
    // Not in the same turn as the event: Electron takes its quitting back only after that, and this one with it.
    setImmediate(() => {
      app.quit()
    })
  }
}

export interface LeavingApp {
  on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown
  quit(): void
}

export interface QuitEdges {
  readonly app: LeavingApp
  /** Whether quitting would end a call. */
  readonly inCall: () => boolean
  /** Asks the person; true: end the call and quit. */
  readonly ask: () => Promise<boolean>
}

/** Whether the program is on its way out, so that a window that closes now closes for good. */
export interface Quitting {
  readonly isUnderWay: boolean
  /** The whole session ends, or the person has agreed already: nobody is asked any more. */
  withoutAsking(): void
}

/** Quitting in the middle of a call asks first. To be set up before anything else that listens to quitting. */
export function askBeforeQuitting({ app, inCall, ask }: QuitEdges): Quitting {
  let isUnderWay = false
  let isAgreed = false
  let isAsking = false

  const settle = async () => {
    // A question that cannot even be asked must not keep the program alive.
    isAgreed = await ask().catch(() => true)
    isAsking = false
    if (isAgreed) app.quit()
  }

  app.on('before-quit', (event) => {
    if (isAgreed || !inCall()) {
      isUnderWay = true
      return
    }
    event.preventDefault()
    if (isAsking) return
    isAsking = true
    void settle()
  })
  return {
    get isUnderWay() {
      return isUnderWay
    },
    withoutAsking() {
      isAgreed = true
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
export function quitOnSignals(process: SignalledProcess, quitUnasked: () => void): void {
  for (const signal of QUIT_SIGNALS) {
    process.removeAllListeners(signal)
    process.once(signal, quitUnasked)
  }
}
