import type { House, MainMessage } from '../../shared/ipc/contract.ts'

/** What main shows the window, whole. Each capability puts in its own part. */
export interface HouseBoard {
  readonly current: House
  /** Puts in new parts and tells the window, unless nothing changed. */
  put(parts: Partial<House>): void
  /** Tells after each change. Answers how to stop. */
  subscribe(listener: (house: House) => void): () => void
}

export function createHouseBoard(first: House, send: (message: MainMessage) => void): HouseBoard {
  let house = first
  const listeners = new Set<(house: House) => void>()
  return {
    get current() {
      return house
    },
    put(parts) {
      const next = { ...house, ...parts }
      if (JSON.stringify(next) === JSON.stringify(house)) return
      house = next
      send({ type: 'house', house })
      for (const listener of listeners) listener(house)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
