import type { Phone } from '../../shared/phone.ts'
import type { PhoneController } from './phone.ts'

/** What may be heard besides the calls themselves. `waiting`: a soft beep under a call in progress. */
export type RingSound = 'ringtone' | 'waiting'

/** Plays one sound over and over. Starting and stopping never fail: a computer without a loudspeaker is silent. */
export interface Speaker {
  start(sound: RingSound): void
  stop(sound: RingSound): void
}

/** What should be heard now. One ringer serves all ringing calls. */
export function ringSoundFor(phone: Phone): RingSound | null {
  const ringing = phone.calls.filter((call) => call.phase === 'ringing').length
  if (ringing === 0) return null
  return ringing === phone.calls.length ? 'ringtone' : 'waiting'
}

/** Rings while the phone rings; answers how to switch it off for good. */
export function createRinger({
  phone,
  speaker,
}: {
  readonly phone: Pick<PhoneController, 'state' | 'subscribe'>
  readonly speaker: Speaker
}): () => void {
  let playing: RingSound | null = null

  function play(next: RingSound | null): void {
    if (next === playing) return
    if (playing) speaker.stop(playing)
    playing = next
    if (next) speaker.start(next)
  }

  const unsubscribe = phone.subscribe(() => play(ringSoundFor(phone.state)))
  play(ringSoundFor(phone.state))
  return () => {
    unsubscribe()
    play(null)
  }
}

/** Gentle beside a voice. */
const VOLUME: Readonly<Record<RingSound, number>> = { ringtone: 1, waiting: 0.35 }

/**
 * The computer's loudspeaker, with both sounds loaded beforehand so that the first ring does not wait for a file.
 * `sounds`: where the files are, ending in a slash, relative to the page.
 */
export function createSpeaker(sounds = 'sounds/'): Speaker {
  function load(sound: RingSound): HTMLAudioElement {
    const element = new Audio(`${sounds}${sound}.wav`)
    element.preload = 'auto'
    element.loop = true
    element.volume = VOLUME[sound]
    return element
  }
  const elements: Readonly<Record<RingSound, HTMLAudioElement>> = {
    ringtone: load('ringtone'),
    waiting: load('waiting'),
  }
  return {
    start(sound) {
      elements[sound].currentTime = 0
      // Stopped before it began, or no loudspeaker: neither is news.
      elements[sound].play().catch(() => undefined)
    },
    stop(sound) {
      elements[sound].pause()
    },
  }
}
