import type { Log } from './log.ts'

/**
 * A mistake in one corner is written down and survived: somebody may be talking on this phone, and Electron's own
 * answer is a dialog that stops everything.
 */
export function carryOn(process: Pick<NodeJS.Process, 'on'>, log: Log): void {
  process.on('uncaughtException', (error) => {
    log.error('Something went wrong and was left behind:', error)
  })
  process.on('unhandledRejection', (reason) => {
    log.error('Something did not work out and nobody cared:', reason)
  })
}
