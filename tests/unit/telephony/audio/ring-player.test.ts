import { describe, expect, it } from 'vitest'
import {
  createAudioOutputs,
  followChosenOutputs,
} from '../../../../src/renderer/telephony/audio/audio-outputs.ts'
import { createRingPlayer } from '../../../../src/renderer/telephony/audio/ring-player.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { settled } from '../twilio/fake-sdk.ts'

/** A speaker on a computer that has these devices, and what sounds on which of them. */
function onComputerWith(...present: string[]) {
  const there = new Set(present)
  const sounding = new Set<string>()
  const speaker = createRingPlayer((sound) => {
    let device = 'default'
    return {
      start: () => sounding.add(`${sound} on ${device}`),
      stop: () => sounding.delete(`${sound} on ${device}`),
      async route(next) {
        if (!there.has(next)) throw new Error('Not there.')
        device = next
      },
    }
  }, createMemoryLog())
  return { speaker, there, sounding: () => [...sounding].toSorted() }
}

describe('the speaker', () => {
  it('plays on the default until it is told otherwise', () => {
    const { speaker, sounding } = onComputerWith()
    speaker.start('ringtone')
    expect(sounding()).toEqual(['ringtone on default'])
    speaker.stop('ringtone')
    expect(sounding()).toEqual([])
  })

  it.each([
    [['desk'], ['ringtone on desk']],
    [
      ['desk', 'headset'],
      ['ringtone on desk', 'ringtone on headset'],
    ],
    [
      ['default', 'desk'],
      ['ringtone on default', 'ringtone on desk'],
    ],
    [['desk', 'gone'], ['ringtone on desk']],
    [['gone'], ['ringtone on default']],
    [[], ['ringtone on default']],
    [['desk', 'desk'], ['ringtone on desk']],
  ])('told %j it rings there, or where it can', async (devices, expected) => {
    const { speaker, sounding } = onComputerWith('desk', 'headset')
    await speaker.use(devices)
    speaker.start('ringtone')
    expect(sounding()).toEqual(expected)
    speaker.stop('ringtone')
    expect(sounding()).toEqual([])
  })

  it('moves a ring that is sounding', async () => {
    const { speaker, sounding } = onComputerWith('desk')
    speaker.start('ringtone')
    await speaker.use(['desk'])
    expect(sounding()).toEqual(['ringtone on desk'])
    speaker.stop('ringtone')
    expect(sounding()).toEqual([])
  })

  it('stays silent when the ring is over before the devices are found', async () => {
    const { speaker, sounding } = onComputerWith('desk')
    speaker.start('ringtone')
    const found = speaker.use(['desk'])
    speaker.stop('ringtone')
    await found
    expect(sounding()).toEqual([])
  })

  it('goes by the latest choice', async () => {
    const { speaker, sounding } = onComputerWith('desk', 'headset')
    await Promise.all([speaker.use(['desk']), speaker.use(['headset'])])
    speaker.start('waiting')
    expect(sounding()).toEqual(['waiting on headset'])
  })
})

describe('the chosen devices', () => {
  it('are followed as they change, and as they come and go', async () => {
    const { speaker, there, sounding } = onComputerWith('desk')
    let devices = ['desk']
    let [chosen, plugged] = [() => {}, () => {}]
    const stop = followChosenOutputs({
      log: createMemoryLog(),
      ringPlayer: speaker,
      audioOutputs: {
        onChange: (listener) => {
          plugged = () => {
            listener()
          }
          return () => undefined
        },
      },
      chosen: () => devices,
      onChosen: (listener) => {
        chosen = () => {
          listener()
        }
        return () => undefined
      },
    })
    await settled()
    speaker.start('ringtone')
    expect(sounding()).toEqual(['ringtone on desk'])

    devices = ['headset']
    chosen()
    await settled()
    expect(sounding()).toEqual(['ringtone on default'])

    there.add('headset')
    plugged()
    await settled()
    expect(sounding()).toEqual(['ringtone on headset'])
    stop()
  })

  it('are none as a rule: what is loaded for the default stays', () => {
    const used: Array<readonly string[]> = []
    followChosenOutputs({
      log: createMemoryLog(),
      ringPlayer: {
        start: () => undefined,
        stop: () => undefined,
        use: async (devices) => void used.push(devices),
      },
      audioOutputs: { onChange: () => () => undefined },
      chosen: () => [],
      onChosen(listener) {
        listener()
        return () => undefined
      },
    })
    expect(used).toEqual([])
  })

  it('are listed without the names that stand for another one', async () => {
    const device = (kind: MediaDeviceKind, deviceId: string, label: string): MediaDeviceInfo => ({
      kind,
      deviceId,
      label,
      groupId: '',
      toJSON: () => ({}),
    })
    const media = {
      enumerateDevices: async () => [
        device('audiooutput', 'default', 'Default'),
        device('audiooutput', 'communications', 'Communications'),
        device('audiooutput', 'a1', 'Desk'),
        device('audioinput', 'b2', 'Microphone'),
      ],
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }
    const playOnce = () => Promise.resolve()
    expect(await createAudioOutputs({ media, playOnce }).list()).toEqual([{ id: 'a1', label: 'Desk' }])
    const refused = { ...media, enumerateDevices: () => Promise.reject(new Error('No.')) }
    expect(await createAudioOutputs({ media: refused, playOnce }).list()).toEqual([])
    expect(await createAudioOutputs({ media: undefined, playOnce }).list()).toEqual([])
  })
})
