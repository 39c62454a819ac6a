import type { Timestamp } from '../../../shared/domain/phone.ts'
import type { Log } from '../../lib/log.ts'
import type { Timers } from '../../lib/timers.ts'

/** The part of a window's `webContents` used here. */
export interface MortalContents {
  on(
    event: 'render-process-gone',
    listener: (event: unknown, details: { readonly reason: string }) => void,
  ): unknown
  isDestroyed(): boolean
  isCrashed(): boolean
}

export interface ReviveEdges {
  readonly contents: MortalContents
  readonly load: () => void
  readonly onGone: () => void
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

/** A page that dies this often within this time is loaded again only after that time: it would do nothing but die. */
const LIVES = 3
const LIVES_WITHIN_MS = 60_000

/** Loads the phone's page again whenever it dies: nobody can be reached without. The answer does so right away. */
export function reviveThePage({ contents, load, onGone, clock, timers, log }: ReviveEdges): () => void {
  let deaths: Timestamp[] = []
  const revive = () => {
    if (!contents.isDestroyed() && contents.isCrashed()) load()
  }

  contents.on('render-process-gone', (_event, { reason }) => {
    onGone()
    if (reason === 'clean-exit') return
    const now = clock()
    deaths = [...deaths.filter((at) => now - at < LIVES_WITHIN_MS), now]
    const again = deaths.length < LIVES
    log.error(`The phone's page stopped (${reason}); it is started again${again ? '' : ' in a minute'}.`)
    if (again) load()
    else timers.after(LIVES_WITHIN_MS, revive)
  })
  return revive
}
