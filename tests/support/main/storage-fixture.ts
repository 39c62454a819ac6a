import { createJsonlFile, type JsonlFile } from '../../../src/main/history/jsonl-file.ts'
import { createRetryingWriter, type RetryingWriter } from '../../../src/main/lib/storage/retrying-writer.ts'
import { createStorageHealth, type StorageHealth } from '../../../src/main/lib/storage/storage-health.ts'
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts'
import { createMemoryLog, type MemoryLog } from '../fakes/memory-log.ts'

/** What writing files takes, with a clock that a test moves. */
export interface StorageFixture {
  readonly clock: FakeClock
  readonly log: MemoryLog
  readonly health: StorageHealth
  readonly writer: RetryingWriter
}

export function createStorageFixture(): StorageFixture {
  const clock = createFakeClock(Date.UTC(2026, 10, 28, 13, 0, 5))
  const log = createMemoryLog()
  const health = createStorageHealth('/profile')
  const writer = createRetryingWriter({ timers: clock.timers, log, onProblem: health.setProblem })
  return { clock, log, health, writer }
}

export function openJsonlFile(path: string, fixture: StorageFixture = createStorageFixture()): JsonlFile {
  return createJsonlFile({ ...fixture, path, clock: fixture.clock.clock })
}
