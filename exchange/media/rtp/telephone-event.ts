import type { Clock } from '../../lib/clock.ts'
import { FRAME_MS } from '../types.ts'

/** RFC 4733 events 0-11, in order. */
const DIGITS = '0123456789*#'
const VOLUME_DBM0 = 10
/** 160 ms a press, then a gap of 80 ms: longer than any receiver requires. */
const PACKETS = 8
const GAP_FRAMES = 4
const END_COPIES = 3

/** The digit of a telephone-event payload, or undefined for other events and malformed payloads. */
export function digitOf(payload: Uint8Array): string | undefined {
  return payload.length < 4 ? undefined : DIGITS[payload[0] ?? 255]
}

export interface DigitSender {
  /** Queues one digit; anything but 0-9, * and # is ignored. */
  press(digit: string): void
  /** True while a digit is being sent. Audio must be dropped meanwhile. */
  readonly busy: boolean
  close(): void
}

/**
 * Sends digits one after the other as RFC 4733 events. `transmit` gets each 4-byte payload, which is reused after it returns. `ended`
 * gets the length of each event in RTP clock ticks; `frameTicks` returns their number in 20 ms.
 */
export function createDigitSender(deps: {
  clock: Clock
  frameTicks: () => number
  transmit: (payload: Uint8Array, first: boolean) => void
  ended: (ticks: number) => void
}): DigitSender {
  const { clock } = deps
  const queue: number[] = []
  const payload = new Uint8Array(4)
  let step = 0
  let due = 0
  let cancel: (() => void) | undefined

  function tick(): void {
    const event = queue[0]
    if (event === undefined) {
      cancel = undefined
      return
    }
    step += 1
    if (step <= PACKETS) write(event)
    else if (step > PACKETS + GAP_FRAMES) {
      queue.shift()
      step = 0
    }
    due += FRAME_MS
    cancel = clock.setTimeout(tick, Math.max(0, due - clock.now()))
  }

  function write(event: number): void {
    const ticks = step * deps.frameTicks()
    const last = step === PACKETS
    payload[0] = event
    payload[1] = VOLUME_DBM0 | (last ? 0x80 : 0)
    payload[2] = ticks >> 8
    payload[3] = ticks & 0xff
    // The last packet is sent three times, because the receiver must get at least one.
    for (let copy = 0; copy < (last ? END_COPIES : 1); copy += 1) deps.transmit(payload, step === 1)
    if (last) deps.ended(ticks)
  }

  return {
    press(digit) {
      const event = digit.length === 1 ? DIGITS.indexOf(digit) : -1
      if (event === -1) return
      queue.push(event)
      if (cancel) return
      due = clock.now()
      step = 0
      tick()
    },
    get busy() {
      return queue.length > 0 && step >= 1 && step <= PACKETS
    },
    close() {
      cancel?.()
      queue.length = 0
      // Stays set, so that `press` has no effect after `close`.
      cancel = () => undefined
    },
  }
}
