/** Access to private parts of the SDK's signalling: its signs of life, and the opening and closing of its socket. */
import type { Device } from '@twilio/voice-sdk'
import { memberOf, methodOf, valueOf, type ReportMissing } from './sdk-members.ts'
import type { DeviceListener, SocketState } from './sdk-port.ts'

export type SignallingListener = Pick<
  DeviceListener,
  'message' | 'connected' | 'acknowledged' | 'socketClosed' | 'retryAfter'
>

export interface Signalling {
  /** Whether acknowledgements can be observed and requested. */
  readonly observed: boolean
  socket(): SocketState
  open(): void
  close(): void
  registerAgain(): void
}

const CONNECTING = 0
const OPEN = 1

/** After the SDK's preferred edge has been unreachable for this long, any edge is tried. */
const PREFERRED_EDGE_MS = 30_000

/**
 * Observes the signalling stream of a device that has just begun to register, and controls when its sockets are opened: the SDK
 * would open ten sockets a second to a host that ends each of them. If another version of the SDK lacks a member, the features that
 * depend on it do nothing, and the SDK works by itself.
 */
export function observeSignalling(
  device: Device,
  listener: SignallingListener,
  { missing, clock }: { readonly missing: ReportMissing; readonly clock: () => number },
): Signalling {
  const stream = memberOf(device, '_stream')
  const transport = memberOf(stream, 'transport')
  const registers = observeStream(stream, listener, missing)
  observeHeartbeats(transport, listener, missing)
  const socket = takeOverSockets(stream, transport, listener, { missing, clock })
  return { observed: registers !== null, ...socket, registerAgain: () => registers?.() }
}

/** Returns a function that sends the registration again, or null if acknowledgements cannot be observed. */
function observeStream(
  stream: object | null,
  listener: SignallingListener,
  missing: ReportMissing,
): (() => void) | null {
  const on = methodOf(stream, 'on')
  const register = methodOf(stream, 'register')
  if (!on) missing('_stream.on')
  if (!register) missing('_stream.register')
  if (!on || !register) return null
  on('ready', () => listener.acknowledged())
  on('connected', () => listener.connected())
  on('error', (payload: unknown) => {
    const seconds = valueOf(memberIn(payload, 'error'), 'retryAfter')
    if (typeof seconds === 'number' && seconds > 0) listener.retryAfter(seconds * 1_000)
  })
  return () => void register({ audio: true })
}

/** The SDK restarts its time-out on every message, including heartbeats, for which it emits no event. */
function observeHeartbeats(
  transport: object | null,
  listener: SignallingListener,
  missing: ReportMissing,
): void {
  const restart = methodOf(transport, '_setHeartbeatTimeout')
  if (!transport || !restart) return missing('_stream.transport._setHeartbeatTimeout')
  Reflect.set(transport, '_setHeartbeatTimeout', () => {
    restart()
    listener.message()
  })
}

function takeOverSockets(
  stream: object | null,
  transport: object | null,
  listener: SignallingListener,
  { missing, clock }: { readonly missing: ReportMissing; readonly clock: () => number },
): Pick<Signalling, 'socket' | 'open' | 'close'> {
  const open = methodOf(transport, 'open')
  const close = methodOf(transport, '_closeSocket')
  const backoff = methodOf(transport, '_performBackoff')
  const readyState = () => valueOf(memberOf(transport, '_socket'), 'readyState')
  if (!open) missing('_stream.transport.open')
  if (!close) missing('_stream.transport._closeSocket')
  if (!backoff) missing('_stream.transport._performBackoff')
  // The stream opened its first socket when it was created.
  if (typeof readyState() !== 'number') missing('_stream.transport._socket')
  if (!transport || !open || !close || !backoff || typeof readyState() !== 'number') return UNOBSERVED

  let lostAt: number | null = null
  Reflect.set(transport, '_performBackoff', () => {
    lostAt ??= clock()
    listener.socketClosed()
  })
  methodOf(transport, 'on')?.('open', () => {
    lostAt = null
  })
  return {
    socket() {
      const state = readyState()
      if (state === OPEN) return 'open'
      return state === CONNECTING ? 'connecting' : 'closed'
    },
    open() {
      // The SDK did the same in its own backoff, which is replaced here.
      if (lostAt !== null && clock() - lostAt > PREFERRED_EDGE_MS)
        methodOf(stream, 'updatePreferredURI')?.(null)
      open()
    },
    close: () => void close(),
  }
}

const UNOBSERVED: Pick<Signalling, 'socket' | 'open' | 'close'> = {
  socket: () => 'unknown',
  open: () => undefined,
  close: () => undefined,
}

/** Whether signalling was closed permanently: the stream was destroyed, or its transport opens no more sockets. */
export function isSignallingClosed(device: Device): boolean {
  if (valueOf(device, '_stream') === null) return true
  return valueOf(memberOf(memberOf(device, '_stream'), 'transport'), 'state') === 'closed'
}

function memberIn(of: unknown, name: string): object | null {
  return typeof of === 'object' ? memberOf(of, name) : null
}
