import type { TelephonyEvent } from '../../../shared/domain/events.ts'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import type { TelephonyListener, ActivityListener, TelephonyLine } from '../telephony-line.ts'
import { createCalls } from './calls/calls.ts'
import { createRegistration } from './registration/registration.ts'
import { createTokenRefresh, type After } from './registration/token-refresh.ts'
import { createSdkGuard, type CreateDevice, type SdkLog } from './sdk/sdk-port.ts'

export interface SdkLineDeps {
  readonly clock: () => Timestamp
  /** A monotonic clock, in milliseconds. */
  readonly uptime: () => number
  /** From 0 to 1. */
  readonly random: () => number
  readonly createDevice: CreateDevice
  /** The token has expired or was refused: another one is needed through `register`. */
  readonly onTokenWanted: () => void
  readonly after: After
  readonly online: () => boolean
  readonly log: SdkLog
}

/** A TelephonyLine that uses the devices of `createDevice`. */
export function createSdkLine(options: SdkLineDeps): TelephonyLine {
  const { clock, uptime, random, createDevice, onTokenWanted, after, online, log } = options
  const listeners = new Set<TelephonyListener>()
  const activityListeners = new Set<ActivityListener>()

  function emit(event: TelephonyEvent): void {
    for (const listener of listeners) listener(event)
  }

  const guard = createSdkGuard(log)
  const calls = createCalls({ clock, after, emit, guard, onIdle: () => registration.idle() })
  const tokenRefresh = createTokenRefresh(after, random, onTokenWanted)
  const registration = createRegistration({
    clock,
    uptime,
    after,
    random,
    emit,
    guard,
    log,
    createDevice,
    calls,
    tokenRefresh,
    onActivity(activity) {
      for (const listener of activityListeners) listener(activity)
    },
    online,
  })

  return {
    register: (accessToken) => registration.open(accessToken),
    accept: (id) => calls.accept(id),
    reject: (id) => calls.reject(id),
    hangup: (id) => calls.hangup(id),
    dial(id, to) {
      calls.dial(id, () => registration.connect({ numberToDial: to }))
    },
    mute: (id, muted) => calls.mute(id, muted),
    sendDigits: (id, digits) => calls.sendDigits(id, digits),
    reconnect: () => registration.restart(),
    onActivity(listener) {
      activityListeners.add(listener)
      return () => {
        activityListeners.delete(listener)
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    async unregister() {
      registration.close()
    },
  }
}
