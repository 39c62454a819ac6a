import type { ServerNotificationId } from './notification-server.ts'

/** Maps the notifications on the screen to their keys, by their server and its id. */
export interface NotificationIdMap {
  idOf(key: string): ServerNotificationId | undefined
  /** The key of a notification on the screen. */
  keyOf(shown: ServerNotificationId): string | undefined
  /** Like `keyOf`, also for a notification closed recently: some servers close it before they emit the pressed action. */
  keyOfRecent(shown: ServerNotificationId): string | undefined
  set(key: string, shown: ServerNotificationId): void
  remove(key: string): void
  /** Removes everything. Returns the keys that were on the screen. */
  clear(): string[]
}

const MAX_RECENT = 20

export function createNotificationIdMap(): NotificationIdMap {
  const ids = new Map<string, ServerNotificationId>()
  const keys = new Map<string, string>()
  const recent = new Map<string, string>()

  const remove = (key: string) => {
    const shown = ids.get(key)
    if (!shown) return
    ids.delete(key)
    keys.delete(nameOf(shown))
    recent.set(nameOf(shown), key)
    const [oldest] = recent.keys()
    if (recent.size > MAX_RECENT && oldest !== undefined) recent.delete(oldest)
  }

  return {
    idOf: (key) => ids.get(key),
    keyOf: (shown) => keys.get(nameOf(shown)),
    keyOfRecent: (shown) => keys.get(nameOf(shown)) ?? recent.get(nameOf(shown)),
    set(key, shown) {
      remove(key)
      ids.set(key, shown)
      keys.set(nameOf(shown), key)
      recent.delete(nameOf(shown))
    },
    remove,
    clear() {
      const shown = [...ids.keys()]
      ids.clear()
      keys.clear()
      recent.clear()
      return shown
    },
  }
}

const nameOf = ({ from, id }: ServerNotificationId) => `${from} ${id}`
