import type { App } from 'electron'
import { unseenMissedCount } from '../../shared/domain/selectors.ts'
import type { AppStateStore } from '../ipc/app-state-store.ts'

export interface BadgeDeps {
  readonly appState: Pick<AppStateStore, 'current' | 'subscribe'>
  /** False where the desktop has no such thing. */
  readonly app: Pick<App, 'setBadgeCount'>
}

/** The number of missed calls on Offhook's icon in the dock, on desktops that have one. */
export function showBadge({ appState, app }: BadgeDeps): void {
  let shown = 0
  const update = () => {
    const count = unseenMissedCount(appState.current.recents)
    if (count === shown) return
    shown = count
    app.setBadgeCount(count)
  }
  appState.subscribe(update)
  update()
}
