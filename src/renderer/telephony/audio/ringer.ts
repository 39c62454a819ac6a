import type { Phone } from '../../../shared/domain/phone.ts'
import type { PhoneController } from '../phone-controller.ts'

/** The ringing sounds. `waiting`: a soft beep during a call in progress. */
export type RingSound = 'ringtone' | 'waiting'

/** Plays a sound repeatedly. Never throws: without an audio output there is no sound. */
export interface RingPlayer {
  start(sound: RingSound): void
  stop(sound: RingSound): void
}

/** The sound to play now, for all ringing calls together. */
export function ringSoundFor(phone: Phone): RingSound | null {
  const ringing = phone.calls.filter((call) => call.state === 'ringing').length
  if (ringing === 0) return null
  return ringing === phone.calls.length ? 'ringtone' : 'waiting'
}

/** Whether the ringer is silent now, for example because of do not disturb. */
export interface RingMute {
  readonly on: boolean
  /** Subscribes to changes. Returns a function that unsubscribes. */
  subscribe(onChange: () => void): () => void
}

const NEVER_MUTED: RingMute = { on: false, subscribe: () => () => undefined }

/** Rings while a call rings and the ringer is not muted. Returns a function that stops it permanently. */
export function createRinger({
  phone,
  ringPlayer,
  ringMute = NEVER_MUTED,
}: {
  readonly phone: Pick<PhoneController, 'state' | 'subscribe'>
  readonly ringPlayer: RingPlayer
  readonly ringMute?: RingMute
}): () => void {
  let playing: RingSound | null = null

  function play(next: RingSound | null): void {
    if (next === playing) return
    if (playing) ringPlayer.stop(playing)
    playing = next
    if (next) ringPlayer.start(next)
  }

  const sync = () => play(ringMute.on ? null : ringSoundFor(phone.state))
  const unsubscribe = [phone.subscribe(sync), ringMute.subscribe(sync)]
  sync()
  return () => {
    for (const stop of unsubscribe) stop()
    play(null)
  }
}
