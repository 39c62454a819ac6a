import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createCallMicrophone,
  type CallMicrophoneState,
} from '../../../../src/renderer/telephony/audio/call-microphone.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'
import { FakeStream, FakeTrack } from './fake-tracks.ts'

type Answer = 'works' | 'NotAllowedError' | 'NotFoundError' | 'NotReadableError' | 'hangs'

function calls() {
  const clock = createFakeClock(0)
  const world: { answer: Answer } = { answer: 'works' }
  const watched = { state: 'usable' as 'usable' | 'denied' | 'missing' | 'unknown', devices: 'one' }
  const watchers: (() => void)[] = []
  const opened: FakeTrack[] = []
  const silent: FakeTrack[] = []
  const hanging: (() => void)[] = []
  const log = createMemoryLog()
  const microphone = createCallMicrophone({
    media: {
      async getUserMedia() {
        if (world.answer === 'hangs') await new Promise<void>((resolve) => hanging.push(resolve))
        else if (world.answer !== 'works') throw new DOMException('No', world.answer)
        const track = new FakeTrack('microphone')
        opened.push(track)
        return new FakeStream(track)
      },
    },
    microphone: {
      get state() {
        return watched.state
      },
      get devices() {
        return watched.devices
      },
      watch: (onChange) => {
        watchers.push(onChange)
        return () => undefined
      },
    },
    createSilentTrack() {
      const track = new FakeTrack('silence')
      silent.push(track)
      return { track, close: () => track.stop() }
    },
    createStream: (track) => new FakeStream(track),
    after: (ms, work) => clock.timers.after(ms, work),
    log,
  })

  /** Opens a microphone and sends its track, as the SDK does. */
  async function call() {
    const opening = microphone.open({ audio: true })
    await flushPromises()
    if (world.answer === 'hangs') await clock.advance(2_000)
    const [given] = (await opening).getAudioTracks()
    if (!given) throw new Error('The stream has no track.')
    const sender = {
      track: given,
      async replaceTrack(track: MediaStreamTrack | null) {
        if (track) sender.track = track
      },
    }
    microphone.attach(given, sender)
    await flushPromises()
    return {
      given,
      sender,
      end: () => {
        given.stop()
        microphone.release(sender)
      },
    }
  }

  return {
    microphone,
    log,
    world,
    watched,
    opened,
    silent,
    call,
    pass: (ms: number) => clock.advance(ms),
    answerLate: () => hanging.splice(0).forEach((resolve) => resolve()),
    change: async (parts: Partial<typeof watched>) => {
      Object.assign(watched, parts)
      for (const watcher of watchers) watcher()
      await flushPromises()
    },
    /** Returns the tracks that are still open. */
    open: () => [...opened, ...silent].filter(({ readyState }) => readyState === 'live'),
  }
}

describe('the microphone of a call', () => {
  it('is passed to the SDK, and closed when the call ends', async () => {
    const { microphone, call, open } = calls()
    const { given, end } = await call()
    expect(given.label).toBe('microphone')
    expect(microphone.state).toBe('working')
    end()
    expect(open()).toEqual([])
  })

  it('is not replaced in a closed peer connection, and the error is logged', async () => {
    const { microphone, world, log, pass } = calls()
    world.answer = 'NotFoundError'
    const [given] = (await microphone.open({ audio: true })).getAudioTracks()
    world.answer = 'works'
    await pass(2_000)
    if (!given) throw new Error('The stream has no track.')
    const closed = new DOMException('The peer connection is closed.', 'InvalidStateError')
    microphone.attach(given, { replaceTrack: () => Promise.reject(closed) })
    await flushPromises()
    expect(log.lines.join()).toContain(
      'The microphone of a call could not be replaced: DOMException [InvalidStateError]',
    )
  })

  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'busy'],
    ['hangs', 'waiting'],
  ] as const)('with the result %s is replaced by silence, and its state is %s', async (answer, state) => {
    const { microphone, world, call } = calls()
    world.answer = answer
    const { sender } = await call()
    expect(sender.track.label).toBe('silence')
    expect(microphone.state).toBe(state)
  })

  it.each(['NotAllowedError', 'NotFoundError', 'NotReadableError'] as const)(
    'that failed with %s is sent within seconds after it works again, without an event',
    async (answer) => {
      const { microphone, world, call, pass, open } = calls()
      world.answer = answer
      const { sender, end } = await call()
      await pass(10_000)
      world.answer = 'works'
      await pass(2_000)
      expect(sender.track.label).toBe('microphone')
      expect(microphone.state).toBe('working')
      end()
      await pass(60_000)
      expect(open()).toEqual([])
    },
  )

  it('that the system grants late is sent then, or closed if the call has ended', async () => {
    const first = calls()
    first.world.answer = 'hangs'
    const { sender } = await first.call()
    first.answerLate()
    await flushPromises()
    expect(sender.track.label).toBe('microphone')

    const second = calls()
    second.world.answer = 'hangs'
    const { end } = await second.call()
    end()
    second.answerLate()
    await flushPromises()
    expect(second.open()).toEqual([])
  })

  it('is replaced by silence with a warning when it is unplugged, and is used again when it is plugged in', async () => {
    const { microphone, world, opened, call, change, open, pass } = calls()
    const { sender, end } = await call()
    world.answer = 'NotFoundError'
    opened[0]?.unplug()
    await flushPromises()
    expect(sender.track.label).toBe('silence')
    expect(microphone.state).toBe('missing')
    world.answer = 'works'
    await change({ devices: 'two' })
    expect(sender.track.label).toBe('microphone')
    expect(sender.track.readyState).toBe('live')
    end()
    await pass(60_000)
    expect(open()).toEqual([])
  })

  it('counts as missing when it is not in the list of devices, although its track is still live', async () => {
    const { microphone, call, change } = calls()
    const { sender } = await call()
    await change({ state: 'missing', devices: '' })
    expect(microphone.state).toBe('missing')
    expect(sender.track.label).toBe('silence')
    await change({ state: 'usable', devices: 'one' })
    expect(microphone.state).toBe('working')
  })

  it('is opened again when another input device appears, and the old one is closed', async () => {
    const { call, change, opened, open } = calls()
    const { sender } = await call()
    await change({ devices: 'one, two' })
    expect(opened).toHaveLength(2)
    expect(sender.track).toBe(opened[1])
    expect(open()).toEqual([opened[1]])
  })

  it('stays muted when it is replaced', async () => {
    const { call, change } = calls()
    const { sender } = await call()
    sender.track.enabled = false
    await change({ devices: 'one, two' })
    expect(sender.track.enabled).toBe(false)
  })

  it('is closed when the call ends before it has a peer connection', async () => {
    const { microphone, world, open, pass } = calls()
    world.answer = 'NotFoundError'
    const [given] = (await microphone.open({ audio: true })).getAudioTracks()
    given?.stop()
    await microphone.open({ audio: true })
    expect(open()).toHaveLength(1)
    await pass(2_000)
  })

  it('always sends one live track for any sequence of events, and leaves no track open', async () => {
    const step = fc.oneof(
      fc.record({
        answer: fc.constantFrom<Answer>('works', 'NotAllowedError', 'NotFoundError', 'NotReadableError'),
      }),
      fc.record({ state: fc.constantFrom('usable', 'denied', 'missing', 'unknown' as const) }),
      fc.record({ devices: fc.constantFrom('one', 'two', '') }),
      fc.constant({ unplug: true as const }),
      fc.record({ mute: fc.boolean() }),
      fc.record({ pass: fc.nat(5_000) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const on = calls()
        const { sender, end } = await on.call()
        for (const each of steps) {
          if ('answer' in each) on.world.answer = each.answer
          else if ('state' in each || 'devices' in each) await on.change(each)
          else if ('unplug' in each) on.opened.at(-1)?.unplug()
          else if ('mute' in each) sender.track.enabled = !each.mute
          else await on.pass(each.pass)
          await flushPromises()
          expect(sender.track.readyState).toBe('live')
          const heard: CallMicrophoneState = on.microphone.state
          expect(sender.track.label === 'microphone').toBe(heard === 'working')
        }
        end()
        await on.pass(60_000)
        expect(on.open()).toEqual([])
      }),
      { seed: 8, numRuns: 200 },
    )
  })
})
