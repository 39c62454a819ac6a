import type { SdkCall } from '../sdk/sdk-port.ts'

/** The events of the SDK for one call. */
export interface CallListener {
  ringing(): void
  accept(): void
  cancel(): void
  disconnect(): void
  error(error: unknown): void
  mute(muted: boolean): void
  /** Statistics of the connection, every second. */
  sample(sample: unknown): void
  reconnecting(): void
  reconnected(): void
  /** The signalling socket closed. The SDK decides a moment later what that means for the call. */
  transportClose(): void
}

/** Subscribes to the events of a call. Returns a function that unsubscribes from all of them. */
export function listenToCall(call: SdkCall, listener: CallListener): () => void {
  const handlers: ReadonlyArray<readonly [string, (...args: unknown[]) => void]> = [
    ['ringing', () => listener.ringing()],
    ['accept', () => listener.accept()],
    ['cancel', () => listener.cancel()],
    ['disconnect', () => listener.disconnect()],
    ['error', (error) => listener.error(error)],
    ['mute', (muted) => listener.mute(muted === true)],
    ['sample', (sample) => listener.sample(sample)],
    ['reconnecting', () => listener.reconnecting()],
    ['reconnected', () => listener.reconnected()],
    ['transportClose', () => listener.transportClose()],
  ]
  for (const [event, handler] of handlers) call.on(event, handler)
  return () => {
    for (const [event, handler] of handlers) call.removeListener(event, handler)
  }
}
