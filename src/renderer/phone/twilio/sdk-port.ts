import { plainLine } from '../../../shared/text.ts'

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

/** What a device tells. All of it stops at `destroy`. */
export interface DeviceListener {
  registering(): void
  registered(): void
  unregistered(): void
  error(error: unknown): void
  incoming(call: SdkCall): void
  /** Any message of the signalling host, heartbeats included; or its socket opened. */
  heard(): void
  /** The signalling host acknowledged the registration, the first time or again. */
  acknowledged(): void
}

/** What Offhook uses of the SDK's `Device`. */
export interface SdkDevice {
  /** Who the exchange says this is; null before it has. */
  identity(): string | null
  isRegistered(): boolean
  /** The service closed the signalling for good: this device will not come back by itself. */
  isGone(): boolean
  register(): Promise<void>
  /**
   * Where the socket is down, it is opened now rather than when its turn comes. Answers whether it was down.
   */
  hurry(): boolean
  /** Drops the socket, and opens another a moment later; calls follow it. */
  reconnect(): void
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

/** Does it, and if the SDK minds (a call or device in another state by now), leaves it at that. */
export function quietly(work: () => void): void {
  try {
    work()
  } catch {
    // What was asked for no longer applies; the events tell what became of it.
  }
}
