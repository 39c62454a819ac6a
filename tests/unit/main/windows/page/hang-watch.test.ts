import { describe, expect, test } from 'vitest'
import { watchRendererHang, type HangingRenderer } from '../../../../../src/main/windows/page/hang-watch.ts'
import { createFakeClock } from '../../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../../support/fakes/memory-log.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

function setUp() {
  const fakeClock = createFakeClock()
  const log = createMemoryLog()
  const began = fakeClock.clock()
  const world = { inCall: false, closed: false, destroyed: false, crashed: false, examined: false }
  /** After how many milliseconds the page was stopped. */
  const stops: number[] = []
  const contents: HangingRenderer = {
    isDestroyed: () => world.destroyed,
    isCrashed() {
      if (world.destroyed) throw new TypeError('Object has been destroyed')
      return world.crashed
    },
    isDevToolsOpened: () => world.examined,
    forcefullyCrashRenderer: () => stops.push(fakeClock.clock() - began),
  }
  const watch = watchRendererHang({
    page: () => (world.closed ? undefined : contents),
    inCall: () => world.inCall,
    clock: fakeClock.clock,
    timers: fakeClock.timers,
    log,
  })
  return { fakeClock, log, world, stops, watch }
}

describe('a page that says nothing any more', () => {
  test('is stopped after a minute, once, and the log says so', async () => {
    const { fakeClock, log, stops } = setUp()
    await fakeClock.advance(4 * MINUTE)
    expect(stops).toEqual([MINUTE])
    expect(log.lines).toEqual(['The page has not responded for 60 seconds and is stopped.'])
  })

  test('is left for two minutes while two people talk: they may still hear each other', async () => {
    const { fakeClock, world, stops } = setUp()
    world.inCall = true
    await fakeClock.advance(2 * MINUTE - 1)
    expect(stops).toEqual([])
    await fakeClock.advance(1)
    expect(stops).toEqual([2 * MINUTE])
  })

  test('and hangs again and again is stopped every five minutes', async () => {
    const { fakeClock, stops } = setUp()
    await fakeClock.advance(12 * MINUTE)
    expect(stops).toEqual([MINUTE, 6 * MINUTE, 11 * MINUTE])
  })
})

test('a page that gives a sign of life now and then is left alone', async () => {
  const { fakeClock, watch, stops } = setUp()
  for (let n = 0; n < 20; n += 1) {
    await fakeClock.advance(50 * SECOND)
    watch.resetHangTimer()
  }
  expect(stops).toEqual([])
})

test.each([
  ['that crashed, and is started again by others', 'crashed'],
  ['whose window is closed', 'closed'],
  ['that is no more', 'destroyed'],
  ['a developer has stopped to look around', 'examined'],
] as const)(
  'a page %s is not waited for; one that is there again gets its whole minute',
  async (_what, how) => {
    const { fakeClock, world, stops } = setUp()
    world[how] = true
    await fakeClock.advance(10 * MINUTE)
    expect(stops).toEqual([])
    world[how] = false
    await fakeClock.advance(MINUTE - 1)
    expect(stops).toEqual([])
    await fakeClock.advance(1)
    expect(stops).toEqual([11 * MINUTE])
  },
)

describe('time in which the computer slept is not held against the page', () => {
  test.each([
    ['an hour’s sleep', 60 * MINUTE],
    ['a clock that is put back', -60 * MINUTE],
  ])('%s', async (_what, leap) => {
    const { fakeClock, stops } = setUp()
    await fakeClock.advance(55 * SECOND)
    fakeClock.sleep(leap)
    await fakeClock.advance(MINUTE)
    expect(stops).toEqual([])
    await fakeClock.advance(5 * SECOND)
    expect(stops).toHaveLength(1)
  })

  test('one short sleep after the other', async () => {
    const { fakeClock, stops } = setUp()
    for (let n = 0; n < 10; n += 1) {
      await fakeClock.advance(30 * SECOND)
      fakeClock.sleep(20 * SECOND)
    }
    expect(stops).toEqual([])
  })
})
