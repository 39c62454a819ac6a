import { describe, expect, test } from 'vitest'
import { createReachability } from '../../../../src/main/reachability/reachability-monitor.ts'
import { createReplica } from '../../../../src/main/ipc/replica.ts'
import type { Evidence, House, Reach } from '../../../../src/shared/ipc/contract.ts'
import { newPhone } from '../../../../src/shared/domain/phone.ts'
import type { Grounds } from '../../../../src/shared/domain/reachability.ts'
import { createFakeClock, createMemoryLog } from '../../../support/fakes/fake-clock.ts'

function setUp() {
  const fakeClock = createFakeClock()
  const log = createMemoryLog()
  const replica = createReplica({ clock: fakeClock.clock, log })
  const shown: Reach[] = []
  const facts: { -readonly [K in 'local' | 'ticket' | 'notifications']: Grounds[K] } = {
    local: true,
    ticket: { receivedAt: fakeClock.clock(), expiresAt: fakeClock.clock() + 3_600_000 },
    notifications: 'with-buttons',
  }
  const reachability = createReachability({
    replica,
    house: {
      put({ reach }: Partial<House>) {
        if (reach) shown.push(reach)
      },
    },
    facts: () => facts,
    clock: fakeClock.clock,
    timers: fakeClock.timers,
    log,
  })
  let revision = 0
  const isReady = () => {
    revision += 1
    const at = fakeClock.clock()
    replica.accept({
      revision,
      phone: { ...newPhone(at), line: { state: 'ready', identity: 'maria', since: at } },
    })
  }
  const heard = (parts: Partial<Evidence> = {}) => {
    const at = fakeClock.clock()
    reachability.evidence({ heardAt: at, registeredAt: at, online: true, microphone: 'usable', ...parts })
  }
  const says = () => `${reachability.reach.verdict} ${reachability.reach.obstacle ?? ''}`.trim()
  return { fakeClock, log, replica, reachability, facts, shown, isReady, heard, says }
}

describe('whether a call would arrive', () => {
  test('is no until the line is ready and has been heard', () => {
    const { isReady, heard, says } = setUp()
    expect(says()).toBe('no not-registered')
    isReady()
    expect(says()).toBe('no line-silent')
    heard()
    expect(says()).toBe('yes')
  })

  test('is no the moment the last sign of life goes stale, without anybody asking', async () => {
    const { fakeClock, isReady, heard, says, reachability } = setUp()
    isReady()
    heard()
    expect(fakeClock.due).toEqual([15_001])
    await fakeClock.advance(15_000)
    expect(says()).toBe('yes')
    await fakeClock.advance(1)
    expect(says()).toBe('no line-silent')
    expect(reachability.reach.since).toBe(fakeClock.clock())
  })

  test('signs of life keep it green, and wake nothing up in between', async () => {
    const { fakeClock, isReady, heard, says, shown } = setUp()
    isReady()
    heard()
    const before = shown.length
    for (let beat = 0; beat < 5; beat += 1) {
      await fakeClock.advance(8_000)
      heard()
    }
    expect(says()).toBe('yes')
    expect(shown).toHaveLength(before + 5)
    expect(fakeClock.due).toHaveLength(1)
  })

  test('a registration nobody acknowledges ends it, however alive the line', async () => {
    const { fakeClock, isReady, heard, says } = setUp()
    isReady()
    const registeredAt = fakeClock.clock()
    for (let beat = 0; beat < 6; beat += 1) {
      heard({ registeredAt })
      await fakeClock.advance(8_000)
    }
    expect(says()).toBe('no not-registered')
  })

  test('what a renderer knew goes with it', () => {
    const { isReady, heard, says, reachability, replica } = setUp()
    isReady()
    heard()
    reachability.forget()
    expect(says()).toBe('no line-silent')
    replica.gone('phone-gone')
    expect(says()).toBe('no phone-gone')
  })

  test('sleep is seen through at the first look after it', () => {
    const { fakeClock, isReady, heard, says, reachability } = setUp()
    isReady()
    heard()
    fakeClock.leap(3_000_000)
    reachability.recheck()
    expect(says()).toBe('no line-silent')
  })

  test('each change is in the log, and each outage has one beginning', async () => {
    const { fakeClock, isReady, heard, reachability, replica, log } = setUp()
    isReady()
    heard()
    await fakeClock.advance(20_000)
    const { since } = reachability.reach
    replica.gone('phone-gone')
    expect(reachability.reach).toMatchObject({ obstacle: 'phone-gone', since })
    expect(log.lines.filter((line) => line.startsWith('Reachable'))).toEqual([
      'Reachable: no (line-silent).',
      'Reachable: yes.',
      'Reachable: no (line-silent).',
      'Reachable: no (phone-gone).',
    ])
  })
})
