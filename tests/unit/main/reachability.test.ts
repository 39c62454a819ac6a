import { describe, expect, test } from 'vitest'
import { createReachability } from '../../../src/main/reachability.ts'
import { createReplica } from '../../../src/main/replica.ts'
import type { Evidence, House, Reach } from '../../../src/shared/contract.ts'
import { newPhone } from '../../../src/shared/phone.ts'
import type { Grounds } from '../../../src/shared/reach.ts'
import { createHandClock, createWrittenLog } from '../../support/fakes/fake-clock.ts'

function setUp() {
  const hand = createHandClock()
  const log = createWrittenLog()
  const replica = createReplica({ clock: hand.clock, log })
  const shown: Reach[] = []
  const facts: { -readonly [K in 'local' | 'ticket' | 'notifications']: Grounds[K] } = {
    local: true,
    ticket: { receivedAt: hand.clock(), expiresAt: hand.clock() + 3_600_000 },
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
    clock: hand.clock,
    timers: hand.timers,
    log,
  })
  let revision = 0
  const isReady = () => {
    revision += 1
    const at = hand.clock()
    replica.accept({
      revision,
      phone: { ...newPhone(at), line: { state: 'ready', identity: 'maria', since: at } },
    })
  }
  const heard = (parts: Partial<Evidence> = {}) => {
    const at = hand.clock()
    reachability.evidence({ heardAt: at, registeredAt: at, online: true, microphone: 'usable', ...parts })
  }
  const says = () => `${reachability.reach.verdict} ${reachability.reach.obstacle ?? ''}`.trim()
  return { hand, log, replica, reachability, facts, shown, isReady, heard, says }
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
    const { hand, isReady, heard, says, reachability } = setUp()
    isReady()
    heard()
    expect(hand.due).toEqual([15_001])
    await hand.advance(15_000)
    expect(says()).toBe('yes')
    await hand.advance(1)
    expect(says()).toBe('no line-silent')
    expect(reachability.reach.since).toBe(hand.clock())
  })

  test('signs of life keep it green, and wake nothing up in between', async () => {
    const { hand, isReady, heard, says, shown } = setUp()
    isReady()
    heard()
    const before = shown.length
    for (let beat = 0; beat < 5; beat += 1) {
      await hand.advance(8_000)
      heard()
    }
    expect(says()).toBe('yes')
    expect(shown).toHaveLength(before + 5)
    expect(hand.due).toHaveLength(1)
  })

  test('a registration nobody acknowledges ends it, however alive the line', async () => {
    const { hand, isReady, heard, says } = setUp()
    isReady()
    const registeredAt = hand.clock()
    for (let beat = 0; beat < 6; beat += 1) {
      heard({ registeredAt })
      await hand.advance(8_000)
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
    const { hand, isReady, heard, says, reachability } = setUp()
    isReady()
    heard()
    hand.leap(3_000_000)
    reachability.recheck()
    expect(says()).toBe('no line-silent')
  })

  test('each change is in the log, and each outage has one beginning', async () => {
    const { hand, isReady, heard, reachability, replica, log } = setUp()
    isReady()
    heard()
    await hand.advance(20_000)
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
