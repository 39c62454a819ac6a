import { createLineFile, type LineFile } from '../../../src/main/recents-file.ts'
import { createRetryingWriter, type RetryingWriter } from '../../../src/main/settings/retrying-writer.ts'
import { createStorageHealth, type StorageHealth } from '../../../src/main/settings/storage-health.ts'
import { createHandClock, createWrittenLog, type HandClock, type WrittenLog } from '../fakes/fake-clock.ts'

/** What writing files takes, with a clock that a test moves. */
export interface StorageHands {
  readonly clock: HandClock
  readonly log: WrittenLog
  readonly health: StorageHealth
  readonly writer: RetryingWriter
}

export function createStorageHands(): StorageHands {
  const clock = createHandClock(Date.UTC(2026, 10, 28, 13, 0, 5))
  const log = createWrittenLog()
  const health = createStorageHealth('/profile')
  const writer = createRetryingWriter({ timers: clock.timers, log, onProblem: health.setProblem })
  return { clock, log, health, writer }
}

export function openLineFile(path: string, hands: StorageHands = createStorageHands()): LineFile {
  return createLineFile({ ...hands, path, clock: hands.clock.clock })
}
