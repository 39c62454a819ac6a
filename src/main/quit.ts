import type { App } from 'electron'
import { reasonOf, type Log } from './log.ts'

/** Holds quitting back, once, until everything has been put away. */
export function quitCleanly(app: Pick<App, 'on' | 'quit'>, putAway: () => Promise<void>, log: Log): void {
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
    app.quit()
  }
}
