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
