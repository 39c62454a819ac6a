import type { Phone } from '../../../shared/domain/phone.ts'
import type { PhoneController } from '../phone-controller.ts'

/** What may be heard besides the calls themselves. `waiting`: a soft beep under a call in progress. */
export type RingSound = 'ringtone' | 'waiting'

/** Plays one sound over and over. Starting and stopping never fail: a computer without a loudspeaker is silent. */
export interface RingPlayer {
  start(sound: RingSound): void
  stop(sound: RingSound): void
}

/** What should be heard now. One ringer serves all ringing calls. */
export function ringSoundFor(phone: Phone): RingSound | null {
  const ringing = phone.calls.filter((call) => call.state === 'ringing').length
  if (ringing === 0) return null
  return ringing === phone.calls.length ? 'ringtone' : 'waiting'
}

/** Whether nothing may be heard now, for example while the person is not to be disturbed. */
export interface RingMute {
  readonly on: boolean
  /** Calls back after each change; answers how to stop. */
  subscribe(onChange: () => void): () => void
}

const NEVER_MUTED: RingMute = { on: false, subscribe: () => () => undefined }

/** Rings while the phone rings and no hush is on; answers how to switch it off for good. */
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
