import { describe, expect, test } from 'vitest'
import { createListeners } from '../../../src/main/notifications/listeners.ts'
import type { ProbeResult } from '../../../src/main/probe.ts'
import { createWatchdog } from '../../../src/main/watchdog.ts'
import type { Obstacle, Reach } from '../../../src/shared/contract.ts'
import { newPhone, type Line, type Phone } from '../../../src/shared/phone.ts'
import { createHandClock, createWrittenLog, settled } from '../../support/main/hands.ts'

const ready: Line = { state: 'ready', identity: 'maria', since: 0 }
const down: Line = { state: 'offline', reason: 'signalling-unreachable', since: 0, detail: null }
const call: Phone['calls'][number] = {
  id: 'CA1',
  sid: 'CA1',
  direction: 'incoming',
  phase: 'open',
  party: { kind: 'unknown', address: '', name: null },
  startedAt: 0,
  openedAt: 0,
  muted: false,
}

function setUp() {
  const hand = createHandClock()
  const listeners = createListeners<Reach>()
  const world: { reach: Reach; phone: Phone; host: ProbeResult } = {
    reach: { verdict: 'yes', obstacle: null, since: 0 },
    phone: { ...newPhone(0), line: ready },
    host: 'unreachable',
  }
  const did: { probes: number[]; restarts: number[] } = { probes: [], restarts: [] }
  const began = hand.clock()
  const dog = createWatchdog({
    reachability: {
      get reach() {
        return world.reach
      },
      on: (listener) => listeners.add(listener),
    },
    replica: {
      get phone() {
        return world.phone
      },
    },
    async probe() {
      did.probes.push(hand.clock() - began)
      return world.host
    },
    restartLine: () => did.restarts.push(hand.clock() - began),
    timers: hand.timers,
    random: () => 1,
    log: createWrittenLog(),
  })
  const is = (line: Line, obstacle: Obstacle | null, calls: Phone['calls'] = []) => {
    world.phone = { ...world.phone, line, calls }
    world.reach = { verdict: obstacle ? 'no' : 'yes', obstacle, since: 0 }
    listeners.tell(world.reach)
  }
  return { hand, dog, world, did, is, since: () => hand.clock() - began }
}

describe('a dead line', () => {
  test.each(['line-silent', 'not-registered'] as const)(
    '%s though ready: made anew at once',
    async (what) => {
      const { did, is } = setUp()
      is(ready, what)
      await settled()
      expect(did).toEqual({ probes: [], restarts: [0] })
    },
  )

  test('that stays dead is made anew again, not faster than it can come up', async () => {
    const { hand, did, is } = setUp()
    is(ready, 'line-silent')
    for (let second = 0; second < 10; second += 1) {
      is(ready, 'line-silent')
      await hand.advance(1_000)
    }
    expect(did.restarts).toEqual([0, 2_500, 5_000, 7_500, 10_000])
  })

  test('under a call is left to the SDK, and made anew when the call is over', async () => {
    const { hand, did, is } = setUp()
    is(ready, 'not-registered', [call])
    await hand.advance(60_000)
    expect(did.restarts).toEqual([])
    is(ready, 'not-registered')
    await settled()
    expect(did.restarts).toEqual([60_000])
  })
})

describe('a line that is down', () => {
  test('is connected within five seconds of its host being back, however long that took', async () => {
    const { hand, did, is, world, since } = setUp()
    is(down, 'service-unreachable')
    await hand.advance(3 * 3_600_000)
    expect(did.restarts).toEqual([])
    world.host = 'open'
    const back = since()
    await hand.advance(5_000)
    expect((did.restarts[0] ?? Infinity) - back).toBeLessThanOrEqual(2_500)
  })

  test('is left for a second to mend by itself', async () => {
    const { hand, did, is } = setUp()
    is(down, 'service-unreachable')
    await hand.advance(900)
    is(ready, null)
    await hand.advance(60_000)
    expect(did).toEqual({ probes: [], restarts: [] })
    expect(hand.due).toEqual([])
  })

  test('at a host that answers and lets nobody in is tried soon for ten minutes, then more and more rarely', async () => {
    const { hand, did, is, world } = setUp()
    world.host = 'refusing'
    is(down, 'service-unreachable')
    await hand.advance(600_000)
    const gaps = (times: readonly number[]) => times.slice(1).map((at, n) => at - (times[n] ?? 0))
    expect(Math.max(...gaps(did.probes))).toBe(2_500)
    await hand.advance(600_000)
    expect(Math.max(...gaps(did.probes))).toBe(20_000)
    expect(did.restarts).toEqual([])
  })

  test.each([
    ['a refusal', { state: 'refused', reason: 'unauthorised', since: 0, detail: null }, 'not-allowed-in'],
    [
      'a token service that is away',
      { state: 'offline', reason: 'token-service-unreachable', since: 0, detail: null },
      'service-unreachable',
    ],
    ['a page that is gone', { state: 'offline', reason: 'phone-gone', since: 0, detail: null }, 'phone-gone'],
  ] as const)('%s is not mended by connecting', async (_what, line, obstacle) => {
    const { hand, did, is } = setUp()
    is(line, obstacle)
    await hand.advance(60_000)
    expect(did).toEqual({ probes: [], restarts: [] })
  })

  test('an answer that comes after the outage changes nothing', async () => {
    const { hand, did, is, world } = setUp()
    is(down, 'service-unreachable')
    world.host = 'open'
    hand.timers.after(999.5, () => is(ready, null))
    await hand.advance(60_000)
    expect(did.restarts).toEqual([])
    expect(hand.due).toEqual([])
  })
})

describe('sleep', () => {
  test('nothing is done in it, and everything at once after it', async () => {
    const { hand, dog, did, is, world, since } = setUp()
    dog.rest()
    is(down, 'service-unreachable')
    await hand.advance(60_000)
    expect(did).toEqual({ probes: [], restarts: [] })
    world.host = 'open'
    dog.hurry()
    await settled()
    expect(did.restarts).toEqual([since()])
  })

  test('waking up with a line that lives is nothing', async () => {
    const { hand, dog, did } = setUp()
    dog.rest()
    dog.hurry()
    await hand.advance(60_000)
    expect(did).toEqual({ probes: [], restarts: [] })
  })
})
