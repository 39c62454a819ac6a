import type { LineEvent } from '../../../shared/events.ts'
import type { Timestamp } from '../../../shared/phone.ts'
import type { LineListener, SignListener, TelephoneLine } from '../line.ts'
import { createCalls } from './calls.ts'
import { createRegistration } from './registration.ts'
import { createRenewal, type After } from './renewal.ts'
import type { CreateDevice } from './sdk-port.ts'

export interface SdkLineOptions {
  readonly clock: () => Timestamp
  readonly createDevice: CreateDevice
  /** The token has expired or no longer works: a fresh ticket is wanted through `open`. */
  readonly onTokenWanted: () => void
  readonly after: After
  readonly online: () => boolean
}

/** A telephone line on devices of Twilio's SDK, however they are made. */
export function createSdkLine({
  clock,
  createDevice,
  onTokenWanted,
  after,
  online,
}: SdkLineOptions): TelephoneLine {
  const listeners = new Set<LineListener>()
  const feelers = new Set<SignListener>()

  function emit(event: LineEvent): void {
    for (const listener of listeners) listener(event)
  }

  const calls = createCalls({ clock, after, emit, onIdle: () => registration.idle() })
  const renewal = createRenewal(after, onTokenWanted)
  const registration = createRegistration({
    clock,
    emit,
    createDevice,
    calls,
    renewal,
    onSign(sign) {
      for (const feeler of feelers) feeler(sign)
    },
    online,
  })

  return {
    open: (ticket) => registration.open(ticket),
    accept: (id) => calls.accept(id),
    reject: (id) => calls.reject(id),
    hangup: (id) => calls.hangup(id),
    dial(id, to) {
      calls.dial(id, () => registration.connect({ numberToDial: to }))
    },
    mute: (id, muted) => calls.mute(id, muted),
    sendDigits: (id, digits) => calls.sendDigits(id, digits),
    restart: () => registration.restart(),
    feel(listener) {
      feelers.add(listener)
      return () => void feelers.delete(listener)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      registration.close()
    },
  }
}
