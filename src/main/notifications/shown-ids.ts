/** Which call each of the server's notification ids stands for. */
export interface ShownIds {
  idOf(key: string): number | undefined
  /** The key of a notification on the screen. */
  keyOf(id: number): string | undefined
  /** Also of one that has lately gone: some servers close a notification before they say what was pressed on it. */
  keyOfLate(id: number): string | undefined
  put(key: string, id: number): void
  remove(key: string): void
  /** Forgets all, late ones too, and answers the keys that were on the screen. */
  clear(): string[]
}

const LATE_KEPT = 20

export function createShownIds(): ShownIds {
  const ids = new Map<string, number>()
  const keys = new Map<number, string>()
  const late = new Map<number, string>()

  const remove = (key: string) => {
    const id = ids.get(key)
    if (id === undefined) return
    ids.delete(key)
    keys.delete(id)
    late.set(id, key)
    const [oldest] = late.keys()
    if (late.size > LATE_KEPT && oldest !== undefined) late.delete(oldest)
  }

  return {
    idOf: (key) => ids.get(key),
    keyOf: (id) => keys.get(id),
    keyOfLate: (id) => keys.get(id) ?? late.get(id),
    put(key, id) {
      if (ids.get(key) !== id) remove(key)
      ids.set(key, id)
      keys.set(id, key)
      // A server that counts anew uses old ids again.
      late.delete(id)
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
