import type { Frame, LegEvent, MediaLeg } from '../../../exchange/media/types.ts'

/** A leg without a network: a test emits its events and inspects what was sent. */
export interface FakeLeg extends MediaLeg {
  sent: Frame[]
  digits: string[]
  receive(event: LegEvent): void
  readonly listeners: number
}

export function createFakeLeg(): FakeLeg {
  const listeners = new Set<(event: LegEvent) => void>()
  const leg: FakeLeg = {
    sent: [],
    digits: [],
    answer: () => Promise.resolve('answer'),
    offer: () => Promise.resolve('offer'),
    accept: () => Promise.resolve(),
    restart: () => Promise.resolve('answer'),
    remoteUfrag: 'fake',
    state: 'connected',
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    send: (frame) => leg.sent.push(frame.slice()),
    sendDigit: (digit) => leg.digits.push(digit),
    close: () => Promise.resolve(),
    blackhole: () => undefined,
    receive: (event) => {
      for (const listener of listeners) listener(event)
    },
    get listeners() {
      return listeners.size
    },
  }
  return leg
}
