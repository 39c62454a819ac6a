import { describe, expect, it } from 'vitest'
import { createHealthReporter } from '../../../src/renderer/telephony/health-reporter.ts'
import { createFakeLine } from '../../support/line/fake-line.ts'
import type { Microphone } from '../../../src/renderer/telephony/audio/microphone-watch.ts'
import type { HealthReport } from '../../../src/shared/ipc/contract.ts'
import { TICKET } from './twilio/fake-sdk.ts'

function gather() {
  const told: HealthReport[] = []
  const network = new EventTarget()
  const pauses: Array<() => void> = []
  const watchers: Array<() => void> = []
  const world = { now: 100, online: true }
  const microphone: Microphone & { state: HealthReport['microphone'] } = {
    state: 'usable',
    devices: '',
    check: () => undefined,
    setInCall: () => undefined,
    watch(onChange) {
      watchers.push(onChange)
      return () => void watchers.splice(watchers.indexOf(onChange), 1)
    },
  }
  const line = createFakeLine({ clock: () => world.now, automatic: false })
  const stop = createHealthReporter({
    line,
    microphone,
    network,
    online: () => world.online,
    clock: () => world.now,
    after(_ms, work) {
      pauses.push(work)
      return () => void pauses.splice(pauses.indexOf(work), 1)
    },
    send: (evidence) => told.push(evidence),
  })
  return {
    told,
    world,
    line,
    microphone,
    network,
    stop,
    pluggedIn: () => watchers.forEach((watcher) => watcher()),
    listening: () => watchers.length,
    pauseEnds: () => pauses.splice(0).forEach((work) => work()),
  }
}

describe('evidence', () => {
  it('is told at once, before anything was heard', () => {
    const { told } = gather()
    expect(told).toEqual([{ lastMessageAt: null, acknowledgedAt: null, online: true, microphone: 'usable' }])
  })

  it('says when the line was heard and when it was registered, and forgets both with the line', async () => {
    const on = gather()
    on.line.register(TICKET)
    on.line.registers()
    // At once: nobody waits for a second to be told that calls arrive.
    expect(on.told.at(-1)).toMatchObject({ lastMessageAt: 100, acknowledgedAt: 100 })
    on.pauseEnds()
    on.world.now = 108
    on.line.beats()
    on.pauseEnds()
    expect(on.told.at(-1)).toMatchObject({ lastMessageAt: 108, acknowledgedAt: 100 })
    await on.line.unregister()
    expect(on.told.at(-1)).toMatchObject({ lastMessageAt: null, acknowledgedAt: null })
  })

  it('a storm of messages is told twice: at once, and what it came to after the pause', () => {
    const on = gather()
    on.pauseEnds()
    for (let n = 1; n <= 50; n += 1) {
      on.world.now = 100 + n
      on.line.beats()
    }
    expect(on.told.slice(1)).toMatchObject([{ lastMessageAt: 101 }])
    on.pauseEnds()
    expect(on.told.slice(1)).toMatchObject([{ lastMessageAt: 101 }, { lastMessageAt: 150 }])
    on.pauseEnds()
    expect(on.told).toHaveLength(3)
  })

  it('says again and again what is known, though nothing happens: so main knows that the page has not hung', () => {
    const on = gather()
    on.pauseEnds()
    expect(on.told).toHaveLength(1)
    for (let n = 0; n < 4; n += 1) on.pauseEnds()
    expect(on.told).toHaveLength(3)
  })

  it('follows the network and the microphone', () => {
    const on = gather()
    on.pauseEnds()
    on.world.online = false
    on.network.dispatchEvent(new Event('offline'))
    on.pauseEnds()
    on.microphone.state = 'missing'
    on.pluggedIn()
    expect(on.told.slice(1)).toMatchObject([
      { online: false, microphone: 'usable' },
      { online: false, microphone: 'missing' },
    ])
  })

  it('stopped, it tells no more', () => {
    const on = gather()
    on.stop()
    on.line.register(TICKET)
    on.line.registers()
    on.network.dispatchEvent(new Event('offline'))
    on.pauseEnds()
    expect(on.told).toHaveLength(1)
    expect(on.listening()).toBe(0)
  })
})
