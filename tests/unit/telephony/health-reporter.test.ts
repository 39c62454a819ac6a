import { describe, expect, it } from 'vitest'
import { createEvidence } from '../../../src/renderer/telephony/health-reporter.ts'
import { createFakeLine } from '../../support/line/fake-line.ts'
import type { Microphone } from '../../../src/renderer/telephony/audio/microphone-watch.ts'
import type { Evidence } from '../../../src/shared/ipc/contract.ts'
import { TICKET } from './twilio/fake-sdk.ts'

function gather() {
  const told: Evidence[] = []
  const network = new EventTarget()
  const pauses: Array<() => void> = []
  const watchers: Array<() => void> = []
  const world = { now: 100, online: true }
  const microphone: Microphone & { state: Evidence['microphone'] } = {
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
  const stop = createEvidence({
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
    expect(told).toEqual([{ heardAt: null, registeredAt: null, online: true, microphone: 'usable' }])
  })

  it('says when the line was heard and when it was registered, and forgets both with the line', async () => {
    const on = gather()
    on.line.open(TICKET)
    on.line.registers()
    // At once: nobody waits for a second to be told that calls arrive.
    expect(on.told.at(-1)).toMatchObject({ heardAt: 100, registeredAt: 100 })
    on.pauseEnds()
    on.world.now = 108
    on.line.beats()
    on.pauseEnds()
    expect(on.told.at(-1)).toMatchObject({ heardAt: 108, registeredAt: 100 })
    await on.line.close()
    expect(on.told.at(-1)).toMatchObject({ heardAt: null, registeredAt: null })
  })

  it('a storm of messages is told twice: at once, and what it came to after the pause', () => {
    const on = gather()
    on.pauseEnds()
    for (let n = 1; n <= 50; n += 1) {
      on.world.now = 100 + n
      on.line.beats()
    }
    expect(on.told.slice(1)).toMatchObject([{ heardAt: 101 }])
    on.pauseEnds()
    expect(on.told.slice(1)).toMatchObject([{ heardAt: 101 }, { heardAt: 150 }])
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
    on.line.open(TICKET)
    on.line.registers()
    on.network.dispatchEvent(new Event('offline'))
    on.pauseEnds()
    expect(on.told).toHaveLength(1)
    expect(on.listening()).toBe(0)
  })
})
