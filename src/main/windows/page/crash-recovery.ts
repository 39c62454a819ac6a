import type { Timestamp } from '../../../shared/domain/phone.ts'
import type { Log } from '../../lib/log.ts'
import type { Timers } from '../../lib/timers.ts'

/** The part of a window's `webContents` used here. */
export interface CrashableContents {
  on(
    event: 'render-process-gone',
    listener: (event: unknown, details: { readonly reason: string }) => void,
  ): unknown
  isDestroyed(): boolean
  isCrashed(): boolean
}

export interface CrashRecoveryDeps {
  readonly contents: CrashableContents
  readonly load: () => void
  readonly onCrashed: () => void
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

/** A page that dies this often within this time is loaded again only after this time. */
const MAX_CRASHES = 3
const CRASH_WINDOW_MS = 60_000

/** Loads the page again whenever its renderer dies, because no call arrives without it. Returns a function that does so at once. */
export function recoverCrashedRenderer({
  contents,
  load,
  onCrashed,
  clock,
  timers,
  log,
}: CrashRecoveryDeps): () => void {
  let crashes: Timestamp[] = []
  const reloadIfCrashed = () => {
    if (!contents.isDestroyed() && contents.isCrashed()) load()
  }

  contents.on('render-process-gone', (_event, { reason }) => {
    onCrashed()
    if (reason === 'clean-exit') return
    const now = clock()
    crashes = [...crashes.filter((at) => now - at < CRASH_WINDOW_MS), now]
    const again = crashes.length < MAX_CRASHES
    log.error(`The phone's page stopped (${reason}); it is started again${again ? '' : ' in a minute'}.`)
    if (again) load()
    else timers.after(CRASH_WINDOW_MS, reloadIfCrashed)
  })
  return reloadIfCrashed
}
