import type { After } from '../registration/token-refresh.ts'

/**
 * The SDK asks for tones of 160 ms with 70 ms between them; Chromium was seen to sound one every 300 ms on the wire,
 * and to lose one once a few have piled up.
 */
const TONE_MS = 320
/** What a `w` stands for. */
const PAUSE_MS = 500

export interface DtmfQueue {
  /** Any of 0-9 * # and w, in whatever bursts they are typed. */
  add(digits: string): void
  /** What has not been sent yet is dropped. */
  stop(): void
}

/**
 * Hands digits on one at a time, each when the one before has sounded: WebRTC forgets what is still to be sounded
 * as soon as it is given more. Source: https://www.w3.org/TR/webrtc/#dom-rtcdtmfsender-insertdtmf
 */
export function createDtmfQueue(after: After, send: (digit: string) => void): DtmfQueue {
  let waiting: string[] = []
  let cancel: (() => void) | null = null

  function next(): void {
    cancel = null
    const digit = waiting.shift()
    if (digit === undefined) return
    if (digit !== 'w') send(digit)
    cancel = after(digit === 'w' ? PAUSE_MS : TONE_MS, next)
  }

  return {
    add(digits) {
      waiting.push(...digits.split(''))
      if (!cancel) next()
    },
    stop() {
      waiting = []
      cancel?.()
      cancel = null
    },
  }
}
