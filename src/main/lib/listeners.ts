/** A set of listeners. `emit` calls them in the order in which they were added; `add` returns a function that removes. */
export interface Listeners<T> {
  add(listener: (value: T) => void): () => void
  emit(value: T): void
}

export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    add(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    emit(value) {
      for (const listener of listeners) listener(value)
    },
  }
}
