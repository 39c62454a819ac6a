import { beforeEach, describe, expect, it } from 'vitest'
import { createPcmu } from '../../../../../exchange/media/codecs/pcmu.ts'
import { createRtpOutbound, type RtpOutbound } from '../../../../../exchange/media/rtp/rtp-outbound.ts'
import { createFakeClock, type FakeClock } from '../../../../support/fakes/fake-clock.ts'

interface Sent {
  type: number
  sequence: number
  timestamp: number
  marker: boolean
  payload: number[]
}

const speech = new Uint8Array(160).fill(0x55)
const codec = createPcmu()
let clock: FakeClock
let sent: Sent[]
let open: boolean
let outbound: RtpOutbound

const start = (random: number): RtpOutbound =>
  createRtpOutbound({
    clock,
    random: () => random,
    isOpen: () => open,
    codec: () => codec,
    eventType: () => 101,
    write: (at, type, payload) =>
      sent.push({
        type,
        sequence: at.sequenceNumber,
        timestamp: at.timestamp,
        marker: at.marker,
        payload: [...payload],
      }),
  })

const speak = (frames: number): void => {
  for (let frame = 0; frame < frames; frame += 1) {
    outbound.audio(speech)
    clock.advanceSync(20)
  }
}

beforeEach(() => {
  clock = createFakeClock()
  sent = []
  open = true
  outbound = start(0.5)
})

const stamps = (): number[] => sent.map((packet) => (packet.timestamp - (sent[0]?.timestamp ?? 0)) >>> 0)

describe('outbound RTP', () => {
  it('advances by one packet and 160 samples a frame, with a marker on the first', () => {
    speak(4)
    expect(sent.map((packet) => (packet.sequence - (sent[0]?.sequence ?? 0)) & 0xffff)).toEqual([0, 1, 2, 3])
    expect(stamps()).toEqual([0, 160, 320, 480])
    expect(sent.map((packet) => packet.marker)).toEqual([true, false, false, false])
    expect(sent[0]?.payload).toEqual([...speech])
  })

  it('wraps sequence numbers and timestamps', () => {
    outbound = start(0.999_999_999_9)
    speak(33_000)
    expect(sent.every((packet) => packet.sequence >= 0 && packet.sequence <= 0xffff)).toBe(true)
    expect(sent[32_769]?.sequence).toBe(0)
    expect(sent[1]?.timestamp).toBe(159)
  })

  it('starts a new talk spurt after a pause, later by the length of the pause', () => {
    speak(2)
    clock.advanceSync(980)
    speak(2)
    expect(stamps()).toEqual([0, 160, 160 + 8000, 320 + 8000])
    expect(sent.map((packet) => packet.marker)).toEqual([true, false, true, false])
    expect((sent[2]?.sequence ?? 0) - (sent[1]?.sequence ?? 0)).toBe(1)
  })

  it('does not treat jitter as a pause', () => {
    for (const wait of [0, 60, 0, 0, 100, 5]) {
      outbound.audio(speech)
      clock.advanceSync(wait)
    }
    expect(stamps()).toEqual([0, 160, 320, 480, 640, 800])
  })

  it('treats a time without a connection as a pause', () => {
    speak(1)
    open = false
    speak(50)
    open = true
    speak(1)
    expect(stamps()).toEqual([0, 51 * 160])
  })

  it('ignores data that is not a frame', () => {
    outbound.audio(new Uint8Array(0))
    outbound.audio(new Uint8Array(161))
    expect(sent).toEqual([])
  })
})

describe('outbound digits (RFC 4733)', () => {
  it('send one event over 160 ms: one timestamp, growing length, marker first, end three times', () => {
    outbound.digit('#')
    clock.advanceSync(1000)
    expect(sent.every((packet) => packet.type === 101 && packet.payload[0] === 11)).toBe(true)
    expect(new Set(stamps())).toEqual(new Set([0]))
    expect(sent.map((packet) => packet.marker)).toEqual([true, ...Array.from({ length: 9 }, () => false)])
    const lengths = sent.map((packet) => (packet.payload[2] ?? 0) * 256 + (packet.payload[3] ?? 0))
    expect(lengths).toEqual([160, 320, 480, 640, 800, 960, 1120, 1280, 1280, 1280])
    expect(sent.map((packet) => (packet.payload[1] ?? 0) >> 7)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1])
    expect(clock.due.length).toBe(0)
  })

  it('follow each other, with a gap', () => {
    outbound.digit('1')
    outbound.digit('1')
    clock.advanceSync(2000)
    expect(sent).toHaveLength(20)
    expect((sent[10]?.timestamp ?? 0) - (sent[0]?.timestamp ?? 0)).toBeGreaterThanOrEqual(1280 + 400)
  })

  it('replace the audio, which continues afterwards without a time shift', () => {
    speak(3)
    outbound.digit('5')
    speak(20)
    const audio = sent.filter((packet) => packet.type === 0)
    const firstAfter = audio[3]
    expect(audio.length).toBeLessThan(23)
    expect(firstAfter?.timestamp).toBe((sent[0]?.timestamp ?? 0) + 3 * 160 + 1280)
    const sequences = sent.map((packet) => packet.sequence)
    expect(sequences).toEqual(sequences.map((_, index) => ((sequences[0] ?? 0) + index) & 0xffff))
  })

  it.each(['', 'A', '12', 'w', ' '])('ignore %j', (digit) => {
    outbound.digit(digit)
    clock.advanceSync(500)
    expect(sent).toEqual([])
  })

  it('stop when the stream is closed', () => {
    outbound.digit('1')
    clock.advanceSync(50)
    const before = sent.length
    outbound.close()
    outbound.digit('2')
    clock.advanceSync(1000)
    expect(sent).toHaveLength(before)
    expect(clock.due.length).toBe(0)
  })
})
