import type { App } from 'electron'
import { badgeFor } from '../../shared/domain/selectors.ts'
import type { HouseBoard } from '../ipc/app-state-store.ts'

export interface BadgeEdges {
  readonly house: Pick<HouseBoard, 'current' | 'subscribe'>
  /** False where the desktop has no such thing. */
  readonly app: Pick<App, 'setBadgeCount'>
}

/** The number of missed calls on Offhook's icon in the dock, on desktops that have one. */
export function showBadge({ house, app }: BadgeEdges): void {
  let shown = 0
  const follow = () => {
    const count = badgeFor(house.current.recents)
    if (count === shown) return
    shown = count
    app.setBadgeCount(count)
  }
  house.subscribe(follow)
  follow()
}
