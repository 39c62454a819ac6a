import { plainLine } from '../../../shared/text.ts'
import type { PageLog } from '../../log.ts'

/** What Offhook uses of the SDK's `Call`, so that everything but `sdk.ts` can be tried without a browser. */
export interface SdkCall {
  readonly parameters: Readonly<Record<string, string>>
  readonly customParameters: ReadonlyMap<string, string>
  /** pending, connecting, ringing, open, reconnecting or closed. */
  status(): string
  accept(): void
  reject(): void
  disconnect(): void
  mute(muted: boolean): void
  sendDigits(digits: string): void
  on(event: string, listener: (...args: unknown[]) => void): unknown
  removeListener(event: string, listener: (...args: unknown[]) => void): unknown
}

/** What a device reports. All of it stops at `destroy`. */
export interface DeviceListener {
  registering(): void
  registered(): void
  unregistered(): void
  error(error: unknown): void
  incoming(call: SdkCall): void
  /** Any message of the signalling host, heartbeats included; or its socket opened. */
  heard(): void
  /** The signalling host accepted the token that was sent on this socket. */
  connected(): void
  /** The signalling host acknowledged the registration, the first time or again. */
  acknowledged(): void
  /** The socket ended, or one could not be opened. No other is opened before `openSocket`. */
  socketClosed(): void
  /** The signalling host asked not to be connected to again for so many milliseconds. */
  retryAfter(ms: number): void
}

/** `unknown`: this version of the SDK does not let it be observed; the SDK opens its sockets itself. */
export type SocketState = 'open' | 'connecting' | 'closed' | 'unknown'

/** What Offhook uses of the SDK's `Device`. */
export interface SdkDevice {
  /** The identity by which the exchange registered this device; null before it did. */
  identity(): string | null
  state(): 'unregistered' | 'registering' | 'registered' | 'destroyed'
  /** Signalling was closed for good: this device never opens a socket again. */
  isGone(): boolean
  /** Whether acknowledgements can be observed and asked for. Where not, `registered` is all that is known. */
  readonly observed: boolean
  socket(): SocketState
  /** Opens a socket where there is none. Does nothing where sockets cannot be observed. */
  openSocket(): void
  /** Closes the socket; calls follow to the next one. Does nothing where sockets cannot be observed. */
  closeSocket(): void
  /** Only while unregistered; rejects otherwise, and when the device is unregistered before it was registered. */
  register(): Promise<void>
  /** Sends the registration once more on the open socket. */
  registerAgain(): void
  /** Uses this token from now on, and sends it where a socket is open. */
  updateToken(token: string): void
  connect(params: Record<string, string>): Promise<SdkCall>
  destroy(): void
}

export type CreateDevice = (
  token: string,
  signallingHost: string | null,
  listener: DeviceListener,
) => SdkDevice

/** An error as the SDK gives it, made fit to keep: its number and a short line for the curious. */
export interface SdkProblem {
  readonly code: number | null
  /** The exchange's own code, where `code` is one of the SDK's general ones; else null. */
  readonly originalCode: number | null
  readonly detail: string | null
}

/** Reads whatever was thrown or emitted. */
export function readProblem(error: unknown): SdkProblem {
  if (typeof error !== 'object' || error === null) return { code: null, originalCode: null, detail: null }
  const code = 'code' in error && typeof error.code === 'number' ? error.code : null
  const originalCode = originalCodeOf(error, code)
  const message = 'message' in error && typeof error.message === 'string' ? plainLine(error.message, 160) : ''
  const shown = originalCode ?? code
  if (message === '') return { code, originalCode, detail: shown === null ? null : `Error ${shown}` }
  const detail = shown === null || message.includes(String(shown)) ? message : `${message} (${shown})`
  return { code, originalCode, detail }
}

/** Codes under which the SDK reports what it has no class for. */
const GENERAL: ReadonlySet<number> = new Set([31000, 31005, 53000])

/** Twilio's codes have five digits. Other errors the SDK wraps, such as a DOMException, have small ones. */
function originalCodeOf(error: object, code: number | null): number | null {
  if (code === null || !GENERAL.has(code) || !('originalError' in error)) return null
  const { originalError } = error
  if (typeof originalError !== 'object' || originalError === null || !('code' in originalError)) return null
  const original = originalError.code
  return typeof original === 'number' && original >= 20_000 && original <= 99_999 ? original : null
}

export type SdkLog = Pick<PageLog, 'warn'>

/** Asks something of the SDK. */
export type Quietly = (work: () => void) => void

/**
 * Asks something of the SDK and logs the exception, if any: a call or a device may have moved on, and then its events say
 * what became of it.
 */
export function createQuietly(log: SdkLog): Quietly {
  return (work) => {
    try {
      work()
    } catch (error) {
      log.warn('The SDK refused a request:', error)
    }
  }
}
