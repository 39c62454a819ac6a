import { describe, expect, it } from 'vitest'
import {
  createAudioOutputs,
  followChosenOutputs,
} from '../../../../src/renderer/telephony/audio/audio-outputs.ts'
import { createRingPlayer } from '../../../../src/renderer/telephony/audio/ring-player.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { settled } from '../twilio/fake-sdk.ts'

/** Creates a ring player on a computer with these output devices, and records which sound plays on which device. */
function onComputerWith(...devices: string[]) {
  const present = new Set(devices)
  const sounding = new Set<string>()
  const ringPlayer = createRingPlayer((sound) => {
    let device = 'default'
    return {
      start: () => sounding.add(`${sound} on ${device}`),
      stop: () => sounding.delete(`${sound} on ${device}`),
      async route(next) {
        if (!present.has(next)) throw new Error('Not there.')
        device = next
      },
    }
  }, createMemoryLog())
  return { ringPlayer, present, sounding: () => [...sounding].toSorted() }
}

describe('the ring player', () => {
  it('plays on the default device until another device is chosen', () => {
    const { ringPlayer, sounding } = onComputerWith()
    ringPlayer.start('ringtone')
    expect(sounding()).toEqual(['ringtone on default'])
    ringPlayer.stop('ringtone')
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
  ])(
    'with the chosen devices %j it plays on those that are present, or else on the default device',
    async (devices, expected) => {
      const { ringPlayer, sounding } = onComputerWith('desk', 'headset')
      await ringPlayer.use(devices)
      ringPlayer.start('ringtone')
      expect(sounding()).toEqual(expected)
      ringPlayer.stop('ringtone')
      expect(sounding()).toEqual([])
    },
  )

  it('moves a ringtone that is playing to the chosen device', async () => {
    const { ringPlayer, sounding } = onComputerWith('desk')
    ringPlayer.start('ringtone')
    await ringPlayer.use(['desk'])
    expect(sounding()).toEqual(['ringtone on desk'])
    ringPlayer.stop('ringtone')
    expect(sounding()).toEqual([])
  })

  it('stays silent when the ringtone is stopped before the devices are found', async () => {
    const { ringPlayer, sounding } = onComputerWith('desk')
    ringPlayer.start('ringtone')
    const found = ringPlayer.use(['desk'])
    ringPlayer.stop('ringtone')
    await found
    expect(sounding()).toEqual([])
  })

  it('uses the latest choice of devices', async () => {
    const { ringPlayer, sounding } = onComputerWith('desk', 'headset')
    await Promise.all([ringPlayer.use(['desk']), ringPlayer.use(['headset'])])
    ringPlayer.start('waiting')
    expect(sounding()).toEqual(['waiting on headset'])
  })
})

describe('the chosen output devices', () => {
  it('are applied when the choice changes and when a device is plugged in', async () => {
    const { ringPlayer, present, sounding } = onComputerWith('desk')
    let devices = ['desk']
    let [chosen, plugged] = [() => {}, () => {}]
    const stop = followChosenOutputs({
      log: createMemoryLog(),
      ringPlayer,
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
    ringPlayer.start('ringtone')
    expect(sounding()).toEqual(['ringtone on desk'])

    devices = ['headset']
    chosen()
    await settled()
    expect(sounding()).toEqual(['ringtone on default'])

    present.add('headset')
    plugged()
    await settled()
    expect(sounding()).toEqual(['ringtone on headset'])
    stop()
  })

  it('are not applied while none is chosen, so that the default device keeps its loaded sounds', () => {
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

  it('are listed without the aliases `default` and `communications`', async () => {
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
