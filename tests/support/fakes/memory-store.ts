import type { Store } from '../../../src/main/settings/store.ts'

/** Settings in memory. */
export interface MemoryStore extends Store {
  /** All settings as text, as they would be on the disk. */
  readonly text: string
}

export function createMemoryStore(values: Readonly<Record<string, unknown>> = {}): MemoryStore {
  const map = new Map<string, unknown>(Object.entries(values))
  return {
    get: (key) => map.get(key),
    set: (key, value) => map.set(key, structuredClone(value)),
    delete: (key) => map.delete(key),
    get text() {
      return JSON.stringify([...map])
    },
  }
}
