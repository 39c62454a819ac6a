/** What the SDK keeps to itself about its signalling socket: its signs of life, and the levers to open and to ask it. */
import type { Device } from '@twilio/voice-sdk'

interface Ears {
  readonly heard: () => void
  readonly acknowledged: () => void
}

export interface Socket {
  /** Opens it now where it is down; answers whether it was. */
  hurry(): boolean
  /** Drops it; the SDK opens another a tenth of a second later. */
  drop(): void
  /** The device is given up: nothing is asked any more. */
  leave(): void
}

/** The SDK repeats a registration every 30 s only: one that was lost would be missed for that long. */
const REGISTER_AGAIN_MS = 12_000

const CONNECTING = 0
const OPEN = 1

/**
 * Listens to the signalling stream of a device that has just begun to register. Where another version of the SDK
 * keeps it elsewhere, nothing is heard and nothing can be hurried: calls work, and the line is said to be silent.
 */
export function listenToSocket(device: Device, ears: Ears): Socket {
  const stream = member(device, '_stream')
  const transport = member(stream, 'transport')
  // The SDK winds its own alarm clock with every message, before it sorts them; heartbeats go no further.
  const wind = method(transport, '_setHeartbeatTimeout')
  if (transport && wind) {
    Reflect.set(transport, '_setHeartbeatTimeout', () => {
      wind()
      ears.heard()
    })
  }
  let again: ReturnType<typeof setTimeout> | undefined
  const askAgain = (): void => {
    const socket = member(transport, '_socket')
    if (socket && Reflect.get(socket, 'readyState') === OPEN) method(stream, 'register')?.({ audio: true })
  }
  method(stream, 'on')?.('ready', () => {
    clearTimeout(again)
    again = setTimeout(askAgain, REGISTER_AGAIN_MS)
    ears.acknowledged()
  })
  /** The attempt that was under way when somebody last was in a hurry. */
  let slow: object | null = null

  return {
    hurry() {
      if (!transport || Reflect.get(transport, 'state') === 'closed') return false
      const socket = member(transport, '_socket')
      const state: unknown = socket && Reflect.get(socket, 'readyState')
      if (state === OPEN) return false
      if (state === CONNECTING && socket !== slow) {
        slow = socket
        return true
      }
      // An attempt from when nothing got through may wait for long, though the next would succeed at once.
      if (state === CONNECTING) method(transport, '_closeSocket')?.()
      method(transport, 'open')?.()
      return true
    },
    drop() {
      method(transport, '_closeSocket')?.()
    },
    leave() {
      clearTimeout(again)
    },
  }
}

function member(of: object | null, name: string): object | null {
  const value: unknown = of && Reflect.get(of, name)
  return typeof value === 'object' ? value : null
}

function method(of: object | null, name: string): ((...args: unknown[]) => unknown) | null {
  const value: unknown = of && Reflect.get(of, name)
  return typeof value === 'function' ? (...args) => Reflect.apply(value, of, args) : null
}
