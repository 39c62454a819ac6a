import type { App } from 'electron'
import { unseenMissedCount } from '../../shared/domain/selectors.ts'
import type { AppStateStore } from '../ipc/app-state-store.ts'
import type { Disposable } from '../lib/disposable.ts'

export interface BadgeDeps {
  readonly appState: Pick<AppStateStore, 'current' | 'subscribe'>
  /** `setBadgeCount` has no effect on desktops without badges. */
  readonly app: Pick<App, 'setBadgeCount'>
}

/** The number of missed calls on Offhook's icon in the dock, on desktops that have one. */
export function showBadge({ appState, app }: BadgeDeps): Disposable {
  let shown = 0
  const update = () => {
    const count = unseenMissedCount(appState.current.recents)
    if (count === shown) return
    shown = count
    app.setBadgeCount(count)
  }
  const unsubscribe = appState.subscribe(update)
  update()
  return { dispose: unsubscribe }
}
