import type { Frame, OpusPacket } from './types.ts'

export type VoiceEvent =
  /** `opus` is what it came as, if it did: another leg of that codec sends it on untouched. */
  | { readonly type: 'frame'; readonly frame: Frame; readonly opus?: OpusPacket | undefined }
  /** One press; `audio` is RFC 4733 in RTP, `signal` a `dtmf` message. */
  | { readonly type: 'digit'; readonly digit: string; readonly by: 'audio' | 'signal' }

/** One end of a conversation: what is sent to it, it hears; what it says comes as events. */
export interface Voice {
  send(frame: Frame, opus?: OpusPacket): void
  sendDigit(digit: string): void
  /** Listens from now on; the answer stops listening. */
  on(listener: (event: VoiceEvent) => void): () => void
}

/** The listening half of a voice, for whoever makes one. */
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

/** Lets two voices hear each other, digits included, until the answer is called. */
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
