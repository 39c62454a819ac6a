import type { LineEvent } from '../../../shared/domain/events.ts'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import type { LineListener, SignListener, TelephoneLine } from '../telephony-line.ts'
import { createCalls } from './calls/calls.ts'
import { createRegistration } from './registration/registration.ts'
import { createRenewal, type After } from './registration/token-refresh.ts'
import { createQuietly, type CreateDevice, type SdkLog } from './sdk/sdk-port.ts'

export interface SdkLineOptions {
  readonly clock: () => Timestamp
  /** A monotonic clock, in ms. */
  readonly uptime: () => number
  /** From 0 to 1. */
  readonly random: () => number
  readonly createDevice: CreateDevice
  /** The token has expired or no longer works: a fresh ticket is wanted through `open`. */
  readonly onTokenWanted: () => void
  readonly after: After
  readonly online: () => boolean
  readonly log: SdkLog
}

/** A telephone line on devices of Twilio's SDK, however they are made. */
export function createSdkLine(options: SdkLineOptions): TelephoneLine {
  const { clock, uptime, random, createDevice, onTokenWanted, after, online, log } = options
  const listeners = new Set<LineListener>()
  const feelers = new Set<SignListener>()

  function emit(event: LineEvent): void {
    for (const listener of listeners) listener(event)
  }

  const quietly = createQuietly(log)
  const calls = createCalls({ clock, after, emit, quietly, onIdle: () => registration.idle() })
  const renewal = createRenewal(after, random, onTokenWanted)
  const registration = createRegistration({
    clock,
    uptime,
    after,
    random,
    emit,
    quietly,
    log,
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
