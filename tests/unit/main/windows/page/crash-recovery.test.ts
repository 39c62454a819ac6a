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
  const revive = recoverCrashedRenderer({
    contents,
    load: () => {
      contents.load()
    },
    onCrashed: () => (contents.gone += 1),
    clock: fakeClock.clock,
    timers: fakeClock.timers,
    log: createMemoryLog(),
  })
  const dieThrice = () => {
    for (let death = 0; death < 3; death += 1) contents.die()
  }
  return { fakeClock, contents, revive, dieThrice }
}

test('a page that dies is loaded again at once, and one that does nothing else a minute later', async () => {
  const { fakeClock, contents, dieThrice } = setUp()
  dieThrice()
  expect(contents).toMatchObject({ gone: 3, loads: 2 })
  await fakeClock.advance(59_999)
  expect(contents.loads).toBe(2)
  await fakeClock.advance(1)
  expect(contents.loads).toBe(3)
  contents.die()
  expect(contents.loads, 'its deaths are forgiven').toBe(4)
})

test('deaths that lie further apart are each mended at once', async () => {
  const { fakeClock, contents } = setUp()
  for (let death = 0; death < 5; death += 1) {
    contents.die()
    await fakeClock.advance(30_000)
  }
  expect(contents.loads).toBe(5)
})

test('a person who opens the window has it at once, and it is not loaded over their head later', async () => {
  const { fakeClock, contents, revive, dieThrice } = setUp()
  revive()
  expect(contents.loads, 'it is alive').toBe(0)
  dieThrice()
  revive()
  expect(contents.loads).toBe(3)
  await fakeClock.advance(60_000)
  expect(contents.loads).toBe(3)
})

test('a window closed meanwhile is let go', async () => {
  const { fakeClock, contents, dieThrice } = setUp()
  dieThrice()
  contents.close()
  await fakeClock.advance(60_000)
  expect(contents.loads).toBe(2)
})

test('a page that ends by itself is gone, and stays so', () => {
  const { contents } = setUp()
  contents.die('clean-exit')
  expect(contents).toMatchObject({ gone: 1, loads: 0 })
})
