import { describe, expect, it } from 'vitest'
import { createEvidence } from '../../../src/renderer/phone/evidence.ts'
import { createFakeLine } from '../../support/line/fake-line.ts'
import { watchMicrophone, type Microphone } from '../../../src/renderer/phone/microphone.ts'
import type { Evidence } from '../../../src/shared/contract.ts'
import { settled, TICKET } from './fake-sdk.ts'

function gather() {
  const told: Evidence[] = []
  const network = new EventTarget()
  const pauses: Array<() => void> = []
  const watchers: Array<() => void> = []
  const world = { now: 100, online: true }
  const microphone: Microphone & { state: Evidence['microphone'] } = {
    state: 'usable',
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

type Kind = MediaDeviceInfo['kind']

function aMicrophone({ permission = 'granted' }: { permission?: PermissionState | 'unknown' } = {}) {
  const devices = new EventTarget()
  const status = Object.assign(new EventTarget(), { state: permission, name: 'microphone', onchange: null })
  const world: { kinds: Kind[] | null } = { kinds: ['audioinput', 'audiooutput'] }
  const seen: string[] = []
  const microphone = watchMicrophone({
    permissions: {
      async query() {
        if (permission === 'unknown') throw new TypeError('No such permission')
        return Object.assign(status, { state: status.state === 'unknown' ? 'prompt' : status.state })
      },
    },
    devices: {
      addEventListener: devices.addEventListener.bind(devices),
      async enumerateDevices() {
        if (!world.kinds) throw new Error('No')
        return world.kinds.map((kind) => ({ kind, deviceId: '', groupId: '', label: '', toJSON: () => ({}) }))
      },
    },
  })
  microphone.watch(() => seen.push(microphone.state))
  return { microphone, devices, status, world, seen }
}

describe('the microphone', () => {
  it.each([
    [{ permission: 'granted' }, ['audioinput'], 'usable'],
    [{ permission: 'prompt' }, ['audioinput'], 'usable'],
    [{ permission: 'denied' }, ['audioinput'], 'denied'],
    [{ permission: 'granted' }, ['audiooutput'], 'missing'],
    [{ permission: 'unknown' }, ['audioinput'], 'usable'],
    [{ permission: 'granted' }, null, 'unknown'],
  ] as const)('%j with %j is %s', async (options, kinds, state) => {
    const { microphone, world } = aMicrophone(options)
    world.kinds = kinds && [...kinds]
    await settled()
    expect(microphone.state).toBe(state)
  })

  it('unplugged, plugged in again and forbidden: each is noticed', async () => {
    const { devices, status, world, seen } = aMicrophone()
    await settled()
    world.kinds = []
    devices.dispatchEvent(new Event('devicechange'))
    await settled()
    world.kinds = ['audioinput']
    devices.dispatchEvent(new Event('devicechange'))
    await settled()
    status.state = 'denied'
    status.dispatchEvent(new Event('change'))
    await settled()
    expect(seen).toEqual(['usable', 'missing', 'usable', 'denied'])
  })
})
