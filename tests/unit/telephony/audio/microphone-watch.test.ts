import { describe, expect, it } from 'vitest'
import { watchMicrophone } from '../../../../src/renderer/telephony/audio/microphone-watch.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'

type Kind = MediaDeviceInfo['kind']
interface World {
  kinds: readonly Kind[] | null
  permission: PermissionState | 'unknown'
  label: string
  hangs: boolean
}

async function watching(parts: Partial<World> = {}) {
  const world: World = {
    kinds: ['audioinput', 'audiooutput'],
    permission: 'granted',
    label: 'Headset',
    hangs: false,
    ...parts,
  }
  const clock = createFakeClock(0)
  const events = new EventTarget()
  const changed = Object.assign(new EventTarget(), { name: 'microphone', onchange: null })
  const microphone = watchMicrophone({
    log: createMemoryLog(),
    permissions: {
      async query() {
        if (world.permission === 'unknown') throw new TypeError('There is no such permission')
        return Object.assign(changed, { state: world.permission })
      },
    },
    devices: {
      addEventListener: events.addEventListener.bind(events),
      async enumerateDevices() {
        if (world.hangs) await new Promise<never>(() => {})
        if (!world.kinds) throw new Error('The devices cannot be listed')
        return world.kinds.map((kind) => ({
          kind,
          deviceId: kind,
          groupId: '',
          label: world.label,
          toJSON: () => ({}),
        }))
      },
    },
    after: (ms, work) => clock.timers.after(ms, work),
  })
  const seen: string[] = []
  microphone.watch(() => seen.push(microphone.state))
  await flushPromises()
  return { microphone, world, events, changed, seen, pass: (ms: number) => clock.advance(ms) }
}

describe('the state of the microphone', () => {
  it.each([
    [{ permission: 'granted', kinds: ['audioinput'] }, 'usable'],
    [{ permission: 'prompt', kinds: ['audioinput'] }, 'usable'],
    [{ permission: 'denied', kinds: ['audioinput'] }, 'denied'],
    [{ permission: 'granted', kinds: ['audiooutput'] }, 'missing'],
    [{ permission: 'unknown', kinds: ['audioinput'] }, 'usable'],
    [{ permission: 'granted', kinds: null }, 'unknown'],
  ] as const)('with %j is %s', async (world, state) => {
    expect((await watching(world)).microphone.state).toBe(state)
  })

  it('changes at once with the events of devices and permission', async () => {
    const { world, events, changed, seen } = await watching()
    world.kinds = []
    events.dispatchEvent(new Event('devicechange'))
    await flushPromises()
    world.kinds = ['audioinput']
    events.dispatchEvent(new Event('devicechange'))
    await flushPromises()
    world.permission = 'denied'
    changed.dispatchEvent(new Event('change'))
    await flushPromises()
    expect(seen).toEqual(['usable', 'missing', 'usable', 'denied'])
  })

  it('is updated within seconds without an event, and sooner during a call', async () => {
    const { microphone, world, pass } = await watching()
    world.kinds = []
    await pass(5_000)
    expect(microphone.state).toBe('missing')
    world.kinds = ['audioinput']
    world.permission = 'denied'
    await pass(5_000)
    expect(microphone.state).toBe('denied')
    world.permission = 'granted'
    microphone.setInCall(true)
    await pass(5_000)
    world.kinds = []
    await pass(1_000)
    expect(microphone.state).toBe('missing')
  })

  it('does not change for a replaced input device, which is reported', async () => {
    const { microphone, world, seen, pass } = await watching()
    const before = microphone.devices
    world.label = 'Another headset'
    await pass(5_000)
    expect(microphone.devices).not.toBe(before)
    expect(seen).toEqual(['usable', 'usable'])
    await pass(60_000)
    expect(seen).toHaveLength(2)
  })

  it('is read again after an enumeration that never resolves', async () => {
    const { microphone, world, pass } = await watching()
    world.hangs = true
    world.kinds = []
    await pass(5_000)
    world.hangs = false
    await pass(20_000)
    expect(microphone.state).toBe('missing')
  })

  it('is read on request, for example when the window receives the focus', async () => {
    const { microphone, world } = await watching()
    world.kinds = []
    microphone.check()
    await flushPromises()
    expect(microphone.state).toBe('missing')
  })
})
