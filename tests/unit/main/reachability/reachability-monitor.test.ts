import { describe, expect, test } from 'vitest'
import { createReachabilityMonitor } from '../../../../src/main/reachability/reachability-monitor.ts'
import { createReplica } from '../../../../src/main/ipc/replica.ts'
import type { HealthReport, AppState, Reachability } from '../../../../src/shared/ipc/contract.ts'
import { newPhone } from '../../../../src/shared/domain/phone.ts'
import type { ReachabilityInputs } from '../../../../src/shared/domain/reachability.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'

function setUp() {
  const fakeClock = createFakeClock()
  const log = createMemoryLog()
  const replica = createReplica({ clock: fakeClock.clock, log })
  const shown: Reachability[] = []
  const facts: { -readonly [K in 'isLocal' | 'token' | 'notifications']: ReachabilityInputs[K] } = {
    isLocal: true,
    token: { receivedAt: fakeClock.clock(), expiresAt: fakeClock.clock() + 3_600_000 },
    notifications: 'with-buttons',
  }
  const reachability = createReachabilityMonitor({
    replica,
    appState: {
      update({ reachability }: Partial<AppState>) {
        if (reachability) shown.push(reachability)
      },
    },
    currentInputs: () => facts,
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
      phone: { ...newPhone(at), registration: { state: 'registered', identity: 'maria', since: at } },
    })
  }
  const heard = (parts: Partial<HealthReport> = {}) => {
    const at = fakeClock.clock()
    reachability.onHealthReport({
      lastMessageAt: at,
      acknowledgedAt: at,
      online: true,
      microphone: 'usable',
      ...parts,
    })
  }
  const says = () => `${reachability.reachability.status} ${reachability.reachability.issue ?? ''}`.trim()
  return { fakeClock, log, replica, reachability, facts, shown, isReady, heard, says }
}

describe('reachability', () => {
  test('is unreachable until the registration is complete and signalling is active', () => {
    const { isReady, heard, says } = setUp()
    expect(says()).toBe('unreachable not-registered')
    isReady()
    expect(says()).toBe('unreachable signalling-silent')
    heard()
    expect(says()).toBe('reachable')
  })

  test('becomes unreachable as soon as the last activity is too old, without a query', async () => {
    const { fakeClock, isReady, heard, says, reachability } = setUp()
    isReady()
    heard()
    expect(fakeClock.due).toEqual([15_001])
    await fakeClock.advance(15_000)
    expect(says()).toBe('reachable')
    await fakeClock.advance(1)
    expect(says()).toBe('unreachable signalling-silent')
    expect(reachability.reachability.since).toBe(fakeClock.clock())
  })

  test('stays reachable with activity, and causes no updates in between', async () => {
    const { fakeClock, isReady, heard, says, shown } = setUp()
    isReady()
    heard()
    const before = shown.length
    for (let beat = 0; beat < 5; beat += 1) {
      await fakeClock.advance(8_000)
      heard()
    }
    expect(says()).toBe('reachable')
    expect(shown).toHaveLength(before + 5)
    expect(fakeClock.due).toHaveLength(1)
  })

  test('becomes unreachable when the registration is not acknowledged, even with activity on the connection', async () => {
    const { fakeClock, isReady, heard, says } = setUp()
    isReady()
    const registeredAt = fakeClock.clock()
    for (let beat = 0; beat < 6; beat += 1) {
      heard({ acknowledgedAt: registeredAt })
      await fakeClock.advance(8_000)
    }
    expect(says()).toBe('unreachable not-registered')
  })

  test('discards the health report of a renderer that exits', () => {
    const { isReady, heard, says, reachability, replica } = setUp()
    isReady()
    heard()
    reachability.reset()
    expect(says()).toBe('unreachable signalling-silent')
    replica.gone('renderer-gone')
    expect(says()).toBe('unreachable renderer-gone')
  })

  test('is evaluated again at the first check after sleep', () => {
    const { fakeClock, isReady, heard, says, reachability } = setUp()
    isReady()
    heard()
    fakeClock.sleep(3_000_000)
    reachability.recheck()
    expect(says()).toBe('unreachable signalling-silent')
  })

  test('logs each change, and each outage has one start', async () => {
    const { fakeClock, isReady, heard, reachability, replica, log } = setUp()
    isReady()
    heard()
    await fakeClock.advance(20_000)
    const { since } = reachability.reachability
    replica.gone('renderer-gone')
    expect(reachability.reachability).toMatchObject({ issue: 'renderer-gone', since })
    expect(log.lines.filter((line) => line.startsWith('Reachable'))).toEqual([
      'Reachable: unreachable (signalling-silent).',
      'Reachable: reachable.',
      'Reachable: unreachable (signalling-silent).',
      'Reachable: unreachable (renderer-gone).',
    ])
  })
})
