import { sanitizeDisplayText } from '../../../../shared/domain/display-text.ts'
import type { PageLog } from '../../../log.ts'

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

/** The events of a device. None is emitted after `destroy`. */
export interface DeviceListener {
  registering(): void
  registered(): void
  unregistered(): void
  error(error: unknown): void
  incoming(call: SdkCall): void
  /** Any message of the signalling host, heartbeats included; or its socket opened. */
  message(): void
  /** The signalling host accepted the token that was sent on this socket. */
  connected(): void
  /** The signalling host acknowledged the registration, the first time or again. */
  acknowledged(): void
  /** The socket ended, or could not be opened. The next one is opened by `openSocket`. */
  socketClosed(): void
  /** The signalling host requested a delay before the next connection, in milliseconds. */
  retryAfter(ms: number): void
}

/** `unknown`: this version of the SDK does not expose it; the SDK opens its sockets itself. */
export type SocketState = 'open' | 'connecting' | 'closed' | 'unknown'

/** What Offhook uses of the SDK's `Device`. */
export interface SdkDevice {
  /** The identity under which the exchange registered this device; null before that. */
  identity(): string | null
  state(): 'unregistered' | 'registering' | 'registered' | 'destroyed'
  /** Signalling was closed permanently: this device never opens a socket again. */
  isClosed(): boolean
  /** Whether acknowledgements can be observed and requested. If not, only `registered` is available. */
  readonly observed: boolean
  socket(): SocketState
  /** Opens a socket if there is none. Does nothing if sockets cannot be observed. */
  openSocket(): void
  /** Closes the socket; calls move to the next one. Does nothing if sockets cannot be observed. */
  closeSocket(): void
  /** Only while unregistered; rejects otherwise, and when the device is unregistered before it was registered. */
  register(): Promise<void>
  /** Sends the registration once more on the open socket. */
  registerAgain(): void
  /** Uses this token from now on, and sends it if a socket is open. */
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
export interface SdkError {
  readonly code: number | null
  /** The exchange's own code if `code` is one of the SDK's general codes; else null. */
  readonly originalCode: number | null
  readonly detail: string | null
}

/** Reads whatever was thrown or emitted. */
export function parseSdkError(error: unknown): SdkError {
  if (typeof error !== 'object' || error === null) return { code: null, originalCode: null, detail: null }
  const code = 'code' in error && typeof error.code === 'number' ? error.code : null
  const originalCode = originalCodeOf(error, code)
  const message =
    'message' in error && typeof error.message === 'string' ? sanitizeDisplayText(error.message, 160) : ''
  const shown = originalCode ?? code
  if (message === '') return { code, originalCode, detail: shown === null ? null : `Error ${shown}` }
  const detail = shown === null || message.includes(String(shown)) ? message : `${message} (${shown})`
  return { code, originalCode, detail }
}

/** The SDK's codes for errors without a class of their own. */
const GENERAL_CODES: ReadonlySet<number> = new Set([31000, 31005, 53000])

/** Twilio's codes have five digits. Other errors that the SDK wraps, such as a DOMException, have smaller codes. */
function originalCodeOf(error: object, code: number | null): number | null {
  if (code === null || !GENERAL_CODES.has(code) || !('originalError' in error)) return null
  const { originalError } = error
  if (typeof originalError !== 'object' || originalError === null || !('code' in originalError)) return null
  const original = originalError.code
  return typeof original === 'number' && original >= 20_000 && original <= 99_999 ? original : null
}

export type SdkLog = Pick<PageLog, 'warn'>

/** Makes a request to the SDK. */
export type SdkGuard = (work: () => void) => void

/**
 * Makes a request to the SDK and logs an exception. The state of a call or device may have changed meanwhile; its events report
 * that.
 */
export function createSdkGuard(log: SdkLog): SdkGuard {
  return (work) => {
    try {
      work()
    } catch (error) {
      log.warn('The SDK refused a request:', error)
    }
  }
}
