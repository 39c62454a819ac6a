import { describe, expect, it } from 'vitest'
import { dtmfSounds, lazySdkSounds } from '../../../../src/renderer/telephony/twilio/sdk/dtmf-sounds.ts'

function onPage({ refuses = false } = {}) {
  const did: string[] = []
  const Sound = lazySdkSounds((address) => {
    did.push(`load ${address}`)
    let position = 0
    return {
      get currentTime() {
        return position
      },
      set currentTime(seconds) {
        position = seconds
        did.push(`go to ${seconds}`)
      },
      play() {
        did.push('play')
        return refuses
          ? Promise.reject(new DOMException('No loudspeaker.', 'NotFoundError'))
          : Promise.resolve()
      },
      pause: () => void did.push('pause'),
    }
  })
  return { Sound, did }
}

describe('the DTMF sounds', () => {
  it('are all files of this project', () => {
    const sounds = dtmfSounds('sounds/')
    expect(Object.keys(sounds)).toHaveLength(12)
    expect(sounds).toMatchObject({
      dtmf5: 'sounds/dtmf-5.wav',
      dtmfs: 'sounds/dtmf-s.wav',
      dtmfh: 'sounds/dtmf-h.wav',
    })
  })

  it('are loaded once, at the first key press, and play from the beginning each time', async () => {
    const { Sound, did } = onPage()
    const five = new Sound('dtmf5', 'sounds/dtmf-5.wav')
    five.stop()
    five.setSinkIds(['default'])
    expect(did).toEqual([])
    await five.play()
    await five.play()
    expect(did).toEqual(['load sounds/dtmf-5.wav', 'go to 0', 'play', 'go to 0', 'play'])
    five.stop()
    expect(did.at(-1)).toBe('pause')
  })

  it('do not fail when they cannot be played', async () => {
    const { Sound } = onPage({ refuses: true })
    await expect(new Sound('dtmf5', 'sounds/dtmf-5.wav').play()).resolves.toBe(undefined)
  })

  it.each(['incoming', 'outgoing', 'disconnect'])(
    'are the only sounds: %s is silent and loads nothing',
    async (name) => {
      const { Sound, did } = onPage()
      await new Sound(name, `https://sdk.twilio.com/sounds/${name}.mp3`).play()
      expect(did).toEqual([])
    },
  )
})
