import type { Frame, OpusPacket } from './types.ts'

export type VoiceEvent =
  /** `opus` is the packet of this frame if the party sends Opus: another Opus leg forwards it unchanged. */
  | { readonly type: 'frame'; readonly frame: Frame; readonly opus?: OpusPacket | undefined }
  /** One press; `audio` is RFC 4733 in RTP, `signal` a `dtmf` message. */
  | { readonly type: 'digit'; readonly digit: string; readonly by: 'audio' | 'signal' }

/** The audio of one party: `send` plays audio to it, and its own audio arrives as events. */
export interface Voice {
  send(frame: Frame, opus?: OpusPacket): void
  sendDigit(digit: string): void
  /** Calls the listener for every new event. Returns a function that unsubscribes. */
  on(listener: (event: VoiceEvent) => void): () => void
}

/** The event side of a voice, for implementations. */
export function createVoiceEmitter(): { emit(event: VoiceEvent): void; on: Voice['on'] } {
  const listeners = new Set<(event: VoiceEvent) => void>()
  return {
    emit(event) {
      for (const listener of listeners) listener(event)
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Connects the audio and digits of two voices. Returns a function that disconnects them. */
export function bridge(one: Voice, other: Voice): () => void {
  const stops = [relay(one, other), relay(other, one)]
  return () => stops.forEach((stop) => stop())
}

function relay(from: Voice, to: Voice): () => void {
  return from.on((event) => {
    if (event.type === 'frame') to.send(event.frame, event.opus)
    else to.sendDigit(event.digit)
  })
}
