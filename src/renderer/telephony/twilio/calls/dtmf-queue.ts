import type { After } from '../registration/token-refresh.ts'

/**
 * Milliseconds from one digit to the next. The SDK requests tones of 160 ms with gaps of 70 ms. Chromium was seen to send
 * one every 300 ms, and to lose digits if several are queued.
 */
const TONE_MS = 320
/** The pause of a `w`, in milliseconds. */
const PAUSE_MS = 500

export interface DtmfQueue {
  /** `digits`: any of 0-9 * # and w. */
  add(digits: string): void
  /** Drops the digits that have not been sent. */
  stop(): void
}

/**
 * Sends digits one at a time, each after the previous tone has ended: a new call of `insertDTMF` replaces the tones that have
 * not been played. Source: https://www.w3.org/TR/webrtc/#dom-rtcdtmfsender-insertdtmf
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
