/** What the SDK keeps private about its signalling: its signs of life, and how its socket is opened and closed. */
import type { Device } from '@twilio/voice-sdk'
import { memberOf, methodOf, valueOf, type ReportMissing } from './sdk-members.ts'
import type { DeviceListener, SocketState } from './sdk-port.ts'

export type SignallingListener = Pick<
  DeviceListener,
  'heard' | 'connected' | 'acknowledged' | 'socketClosed' | 'retryAfter'
>

export interface Signalling {
  /** Whether acknowledgements can be observed and asked for. */
  readonly observed: boolean
  socket(): SocketState
  open(): void
  close(): void
  registerAgain(): void
}

const CONNECTING = 0
const OPEN = 1

/** Where the SDK prefers one edge and that edge cannot be reached for this long, any edge is tried. */
const PREFERRED_EDGE_MS = 30_000

/**
 * Observes the signalling stream of a device that has just begun to register, and takes over when its sockets are opened:
 * the SDK would open ten a second at a host that ends each of them. Where another version of the SDK lacks a member, what
 * rests on it does nothing, and the SDK goes on by itself.
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

/** Answers how to send the registration again, or null where acknowledgements cannot be observed. */
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

/** The SDK restarts its time-out with every message, before it sorts them; heartbeats go no further. */
function observeHeartbeats(
  transport: object | null,
  listener: SignallingListener,
  missing: ReportMissing,
): void {
  const restart = methodOf(transport, '_setHeartbeatTimeout')
  if (!transport || !restart) return missing('_stream.transport._setHeartbeatTimeout')
  Reflect.set(transport, '_setHeartbeatTimeout', () => {
    restart()
    listener.heard()
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
  // The stream has opened its first socket as it was made.
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
      // The SDK did the same in the backoff that is not its own any more.
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

/** Whether signalling was closed for good: the stream was given up, or its transport does not open sockets any more. */
export function isGone(device: Device): boolean {
  if (valueOf(device, '_stream') === null) return true
  return valueOf(memberOf(memberOf(device, '_stream'), 'transport'), 'state') === 'closed'
}

function memberIn(of: unknown, name: string): object | null {
  return typeof of === 'object' ? memberOf(of, name) : null
}
