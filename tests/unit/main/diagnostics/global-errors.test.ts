import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { installGlobalErrorHandlers, MAX_ERRORS } from '../../../../src/main/diagnostics/global-errors.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'

function setUp() {
  const process = new EventEmitter()
  const log = createMemoryLog()
  const fakeClock = createFakeClock()
  let reported = 0
  const onTooMany = () => {
    reported += 1
  }
  installGlobalErrorHandlers({ process, log, clock: fakeClock.clock, onTooMany })
  const fail = (times: number) => {
    for (let count = 0; count < times; count += 1)
      process.emit(count % 2 === 0 ? 'uncaughtException' : 'unhandledRejection', new Error('no'))
  }
  return { fail, fakeClock, log, reported: () => reported }
}

describe('uncaught errors', () => {
  test('are logged and survived', () => {
    const { fail, log, reported } = setUp()
    fail(2)
    expect(log.lines).toHaveLength(2)
    expect(reported()).toBe(0)
  })

  test('are reported to the person once, when many come within a minute', () => {
    const { fail, reported } = setUp()
    fail(MAX_ERRORS - 1)
    expect(reported()).toBe(0)
    fail(1_000)
    expect(reported()).toBe(1)
  })

  test('that are far apart are not reported', async () => {
    const { fail, fakeClock, reported } = setUp()
    for (let minute = 0; minute < 10; minute += 1) {
      fail(MAX_ERRORS - 1)
      await fakeClock.advance(60_000)
    }
    expect(reported()).toBe(0)
  })
})
