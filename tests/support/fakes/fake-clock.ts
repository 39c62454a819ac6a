import { inspect } from 'node:util'
import type { Log } from '../../../src/main/lib/log.ts'
import type { Store } from '../../../src/main/settings/store.ts'
import type { Timers } from '../../../src/main/lib/timers.ts'

/** A clock that stands still until a test moves it, with timers that go by it. */
export interface FakeClock {
  readonly clock: () => number
  readonly timers: Timers
  /** When timers are due, in milliseconds from now, soonest first. */
  readonly due: readonly number[]
  /** Moves time on, running what falls due on the way, and lets promises settle. */
  advance(ms: number): Promise<void>
  /** Time goes on without the timers, as in sleep: they take as long as ever from now. */
  leap(ms: number): void
  /** Time goes on while nothing runs, as in a stopped process: what fell due meanwhile runs late, in the next `advance`. */
  freeze(ms: number): void
}

export function createFakeClock(start = 1_800_000_000_000): FakeClock {
  let now = start
  let pending: { at: number; task: () => void }[] = []
  return {
    clock: () => now,
    timers: {
      after(ms, task) {
        const entry = { at: now + ms, task }
        pending.push(entry)
        return () => {
          pending = pending.filter((other) => other !== entry)
        }
      },
    },
    get due() {
      return pending.map(({ at }) => at - now).toSorted((a, b) => a - b)
    },
    leap(ms) {
      now += ms
      for (const entry of pending) entry.at += ms
    },
    freeze(ms) {
      now += ms
    },
    async advance(ms) {
      const end = now + ms
      for (;;) {
        const [next] = pending.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)
        if (!next) break
        pending = pending.filter((other) => other !== next)
        now = Math.max(now, next.at)
        next.task()
        await flushPromises()
      }
      now = end
      await flushPromises()
    },
  }
}

/** Lets every promise that can settle do so. */
export function flushPromises(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

export interface MemoryLog extends Log {
  readonly lines: readonly string[]
}

export function createMemoryLog(): MemoryLog {
  const lines: string[] = []
  const write = (words: string, about?: unknown) => {
    lines.push(about === undefined ? words : `${words} ${inspect(about)}`)
  }
  return { lines, info: write, warn: write, error: write }
}

export interface MemoryStore extends Store {
  /** The whole store as text, as it would be on the disk. */
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
