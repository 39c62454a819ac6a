import { describe, expect, it } from 'vitest'
import { createRinger, ringSoundFor, type RingMute } from '../../../../src/renderer/telephony/audio/ringer.ts'
import { createFakeLine } from '../../../support/line/fake-line.ts'
import { createPhoneController } from '../../../../src/renderer/telephony/phone-controller.ts'
import { newPhone } from '../../../../src/shared/domain/phone.ts'
import { soundFiles } from '../../../../scripts/build/sounds/catalogue.ts'
import { readFile } from 'node:fs/promises'
import { ACCESS_TOKEN, settled } from '../twilio/fake-sdk.ts'

function ringing(ringMute?: RingMute) {
  const clock = () => 1
  const line = createFakeLine({ clock })
  const phone = createPhoneController({ line, clock, newId: () => 'out', country: () => 'US' })
  line.register(ACCESS_TOKEN)
  line.registers()
  const heard: string[] = []
  const stop = createRinger({
    phone,
    ...(ringMute && { ringMute }),
    ringPlayer: { start: (sound) => heard.push(`${sound} on`), stop: (sound) => heard.push(`${sound} off`) },
  })
  return { line, phone, heard, stop }
}

describe('the ringer', () => {
  it('plays one ringtone from the first ringing call to the end of the last', () => {
    const { line, heard } = ringing()
    const [first, second] = [line.ring('+12025550101'), line.ring('+12025550102')]
    line.callerGivesUp(first)
    expect(heard).toEqual(['ringtone on'])
    line.callerGivesUp(second)
    expect(heard).toEqual(['ringtone on', 'ringtone off'])
  })

  it('stops the ringtone as soon as a call is accepted', () => {
    const { line, phone, heard } = ringing()
    phone.command({ type: 'accept', id: line.ring('+12025550101') })
    expect(heard).toEqual(['ringtone on', 'ringtone off'])
  })

  it('plays the call waiting tone during a call, and the ringtone after the call has ended', async () => {
    const { line, phone, heard } = ringing()
    const first = line.ring('+12025550101')
    phone.command({ type: 'accept', id: first })
    await settled()
    heard.length = 0
    line.ring('+12025550102')
    line.remoteHangsUp(first)
    expect(heard).toEqual(['waiting on', 'waiting off', 'ringtone on'])
  })

  it('plays nothing for outgoing calls', () => {
    const { line, phone, heard } = ringing()
    phone.dial('+12025550101')
    line.remoteRings('out')
    line.remoteAnswers('out')
    expect(heard).toEqual([])
  })

  it('stops the ringtone when it is disposed', () => {
    const { line, heard, stop } = ringing()
    line.ring('+12025550101')
    stop()
    line.ring('+12025550102')
    expect(heard).toEqual(['ringtone on', 'ringtone off'])
  })

  it('is silent while the ringtone is muted, and rings when it is unmuted', () => {
    let unmute: () => void = () => undefined
    const ringMute = {
      on: true,
      subscribe(listener: () => void) {
        unmute = listener
        return () => undefined
      },
    }
    const { line, heard } = ringing(ringMute)
    line.ring('+12025550101')
    expect(heard).toEqual([])
    ringMute.on = false
    unmute()
    expect(heard).toEqual(['ringtone on'])
  })

  it('plays nothing while the phone has no calls', () => {
    expect(ringSoundFor(newPhone(0))).toBeNull()
  })
})

describe('the sound files', () => {
  const folder = new URL('../../../../src/renderer/public/sounds/', import.meta.url)

  it.each([...soundFiles()])('%s equals the output of the build script', async (name, bytes) => {
    expect(Buffer.compare(await readFile(new URL(name, folder)), bytes)).toBe(0)
  })

  it('the ringtone is short, small and loud enough, and ends in silence so that its loop has no click', () => {
    const wav = soundFiles().get('ringtone.wav') ?? Buffer.alloc(44)
    const samples = Array.from({ length: (wav.length - 44) / 2 }, (_, n) => wav.readInt16LE(44 + n * 2))
    const peak = Math.max(...samples.map((sample) => Math.abs(sample)))
    expect(wav.length).toBeLessThan(150_000)
    expect(peak / 32_767).toBeCloseTo(0.8, 2)
    expect(samples.slice(-2_205).every((sample) => sample === 0)).toBe(true)
  })
})
