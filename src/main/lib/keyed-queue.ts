/** Runs tasks of the same key one after the other, in the order they came. */
export type KeyedQueue = <T>(key: string, task: () => Promise<T>) => Promise<T>

export function createKeyedQueue(): KeyedQueue {
  const tails = new Map<string, Promise<unknown>>()
  return (key, task) => {
    const before = tails.get(key) ?? Promise.resolve()
    const done = before.then(task, task)
    tails.set(key, done)
    const forget = () => {
      if (tails.get(key) === done) tails.delete(key)
    }
    done.then(forget, forget)
    return done
  }
}
