import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import {
  recoverCrashedRenderer,
  type CrashableContents,
} from '../../../../../src/main/windows/page/crash-recovery.ts'
import { createFakeClock } from '../../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../../support/fakes/memory-log.ts'

class FakeContents extends EventEmitter implements CrashableContents {
  loads = 0
  gone = 0
  #crashed = false
  #destroyed = false

  isDestroyed = () => this.#destroyed
  isCrashed() {
    if (this.#destroyed) throw new TypeError('Object has been destroyed')
    return this.#crashed
  }
  load(): void {
    this.#crashed = false
    this.loads += 1
  }
  die(reason = 'crashed'): void {
    this.#crashed = reason !== 'clean-exit'
    this.emit('render-process-gone', {}, { reason })
  }
  close(): void {
    this.#destroyed = true
  }
}

function setUp() {
  const fakeClock = createFakeClock()
  const contents = new FakeContents()
  const recover = recoverCrashedRenderer({
    contents,
    load: () => {
      contents.load()
    },
    onCrashed: () => (contents.gone += 1),
    clock: fakeClock.clock,
    timers: fakeClock.timers,
    log: createMemoryLog(),
  })
  const crashThreeTimes = () => {
    for (let count = 0; count < 3; count += 1) contents.die()
  }
  return { fakeClock, contents, recover, crashThreeTimes }
}

test('a crashed page is loaded again at once, and after repeated crashes a minute later', async () => {
  const { fakeClock, contents, crashThreeTimes } = setUp()
  crashThreeTimes()
  expect(contents).toMatchObject({ gone: 3, loads: 2 })
  await fakeClock.advance(59_999)
  expect(contents.loads).toBe(2)
  await fakeClock.advance(1)
  expect(contents.loads).toBe(3)
  contents.die()
  expect(contents.loads, 'its deaths are forgiven').toBe(4)
})

test('a page is loaded again at once after each of several distant crashes', async () => {
  const { fakeClock, contents } = setUp()
  for (let death = 0; death < 5; death += 1) {
    contents.die()
    await fakeClock.advance(30_000)
  }
  expect(contents.loads).toBe(5)
})

test('opening the window loads the page at once and cancels the delayed load', async () => {
  const { fakeClock, contents, recover, crashThreeTimes } = setUp()
  recover()
  expect(contents.loads, 'it is alive').toBe(0)
  crashThreeTimes()
  recover()
  expect(contents.loads).toBe(3)
  await fakeClock.advance(60_000)
  expect(contents.loads).toBe(3)
})

test('a page whose window was closed meanwhile is not loaded again', async () => {
  const { fakeClock, contents, crashThreeTimes } = setUp()
  crashThreeTimes()
  contents.close()
  await fakeClock.advance(60_000)
  expect(contents.loads).toBe(2)
})

test('a page that exits normally is not loaded again', () => {
  const { contents } = setUp()
  contents.die('clean-exit')
  expect(contents).toMatchObject({ gone: 1, loads: 0 })
})
