import type { ShownId } from './notification-server.ts'

/** Which call each notification on the screen stands for, told apart by its server and that server's number. */
export interface ShownIds {
  idOf(key: string): ShownId | undefined
  /** The key of a notification on the screen. */
  keyOf(shown: ShownId): string | undefined
  /** Also of one that has lately gone: some servers close a notification before they say what was pressed on it. */
  keyOfLate(shown: ShownId): string | undefined
  put(key: string, shown: ShownId): void
  remove(key: string): void
  /** Forgets all, late ones too, and answers the keys that were on the screen. */
  clear(): string[]
}

const LATE_KEPT = 20

export function createShownIds(): ShownIds {
  const ids = new Map<string, ShownId>()
  const keys = new Map<string, string>()
  const late = new Map<string, string>()

  const remove = (key: string) => {
    const shown = ids.get(key)
    if (!shown) return
    ids.delete(key)
    keys.delete(nameOf(shown))
    late.set(nameOf(shown), key)
    const [oldest] = late.keys()
    if (late.size > LATE_KEPT && oldest !== undefined) late.delete(oldest)
  }

  return {
    idOf: (key) => ids.get(key),
    keyOf: (shown) => keys.get(nameOf(shown)),
    keyOfLate: (shown) => keys.get(nameOf(shown)) ?? late.get(nameOf(shown)),
    put(key, shown) {
      remove(key)
      ids.set(key, shown)
      keys.set(nameOf(shown), key)
      late.delete(nameOf(shown))
    },
    remove,
    clear() {
      const shown = [...ids.keys()]
      ids.clear()
      keys.clear()
      late.clear()
      return shown
    },
  }
}

const nameOf = ({ from, id }: ShownId) => `${from} ${id}`
