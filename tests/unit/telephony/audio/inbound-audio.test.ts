import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCallAudio } from '../../../../src/renderer/telephony/audio/call-audio.ts'
import {
  AUDIO_LOST_MS,
  judgeInboundAudio,
  newInboundAudio,
  type AudioSample,
  type InboundAudio,
} from '../../../../src/renderer/telephony/audio/inbound-audio.ts'

/** Returns one sample for each second from second 1 on. The numbers are the packets received so far. */
const perSecond = (...packets: (number | null)[]): AudioSample[] =>
  packets.map((count, at) => ({ at: (at + 1) * 1000, packets: count }))
const after = (samples: readonly AudioSample[]): InboundAudio =>
  samples.reduce(judgeInboundAudio, newInboundAudio(0))

describe('the inbound audio of a call', () => {
  it.each<[string, AudioSample[], boolean]>([
    ['flows while packets arrive', perSecond(50, 100, 150, 200, 250, 300), false],
    ['flows while a single packet arrives every few seconds', perSecond(1, 1, 1, 2, 2, 2, 3, 3, 3), false],
    ['is not yet lost after three seconds without a packet', perSecond(50, 100, 100, 100, 100), false],
    ['is lost after four seconds without a packet', perSecond(50, 100, 100, 100, 100, 100), true],
    ['is lost when no packet has ever arrived', perSecond(0, 0, 0, 0), true],
    ['is not yet lost while the first packet may still arrive', perSecond(0, 0, 0), false],
    ['returns with the next packet', perSecond(50, 50, 50, 50, 50, 50, 51), false],
    [
      'returns when the packet counter of the browser restarts at zero',
      perSecond(50, 50, 50, 50, 50, 50, 3),
      false,
    ],
    ['is not lost when no sample has a packet count', perSecond(null, null, null, null, null, null), false],
    ['is not lost when the packet counts end', perSecond(50, 50, 50, null, null, null, 50, 50), false],
    ['stays lost when the packet counts end', perSecond(0, 0, 0, 0, 0, null, null), true],
    ['is not lost after the computer has slept', [...perSecond(50), { at: 3_600_000, packets: 50 }], false],
  ])('%s', (_, samples, lost) => {
    expect(after(samples).lost).toBe(lost)
  })

  it('is lost at the earliest four seconds and at the latest five seconds after the last packet', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 60 }), (grown) => {
        let packets = 0
        let lastAt = 0
        let audio = newInboundAudio(0)
        for (const [at, more] of grown.entries()) {
          const now = (at + 1) * 1000
          packets += more
          if (more > 0) lastAt = now
          audio = judgeInboundAudio(audio, { at: now, packets })
          if (now - lastAt < AUDIO_LOST_MS) expect(audio.lost).toBe(false)
          if (now - lastAt > AUDIO_LOST_MS) expect(audio.lost).toBe(true)
        }
      }),
      { seed: 8 },
    )
  })
})

describe('the inbound audio monitor of a call', () => {
  function watch() {
    let now = 0
    const told: (boolean | 'restore')[] = []
    const audio = createCallAudio({
      clock: () => now,
      onChange: (arriving) => told.push(arriving),
      restore: () => told.push('restore'),
    })
    return {
      told,
      audio,
      seconds: (count: number, packetsReceived: unknown): void => {
        for (let second = 0; second < count; second += 1) {
          now += 1000
          audio.sample({ totals: { packetsReceived } })
        }
      },
    }
  }

  it('reports lost audio once, restores it after 5 and every 15 seconds, and reports its return once', () => {
    const { told, audio, seconds } = watch()
    audio.connected()
    seconds(1, 50)
    seconds(4, 50)
    expect(told).toEqual([false])
    seconds(4, 50)
    expect(told).toEqual([false])
    seconds(1, 50)
    expect(told).toEqual([false, 'restore'])
    seconds(14, 50)
    expect(told).toHaveLength(2)
    seconds(1, 50)
    expect(told).toEqual([false, 'restore', 'restore'])
    seconds(1, 51)
    expect(told).toEqual([false, 'restore', 'restore', true])
    seconds(4, 51)
    expect(told.slice(4)).toEqual([false])
  })

  it('reports nothing before the call is connected', () => {
    const { told, seconds } = watch()
    seconds(30, 0)
    expect(told).toEqual([])
  })

  it.each([undefined, null, 'text', {}, { totals: null }, { totals: { packetsReceived: NaN } }])(
    'reports nothing for the invalid sample %j',
    (sample) => {
      const { told, audio } = watch()
      audio.connected()
      for (let count = 0; count < 20; count += 1) audio.sample(sample)
      expect(told).toEqual([])
    },
  )
})
