import { inspect } from 'node:util'
import type { Log } from '../../../src/main/lib/log.ts'

/** A log that keeps its lines. */
export interface MemoryLog extends Log {
  readonly lines: readonly string[]
}

export function createMemoryLog(): MemoryLog {
  const lines: string[] = []
  const write = (text: string, details?: unknown) => {
    lines.push(details === undefined ? text : `${text} ${inspect(details)}`)
  }
  return { lines, info: write, warn: write, error: write }
}
