import type { RingSound, Speaker } from './ringer.ts'

/** The system's own choice of loudspeaker, whatever that is at the time. */
export const DEFAULT_DEVICE = 'default'

/** One sound, ready to be played on one loudspeaker. Starting and stopping never fail. */
export interface Voice {
  start(): void
  stop(): void
  /** Plays on this device from now on. Rejects when it is not there. */
  route(device: string): Promise<void>
}

/** A speaker that may have several loudspeakers. */
export interface RoutedSpeaker extends Speaker {
  /**
   * Plays on all of these from now on, at once if it is playing. Devices that are not there are left out; with
   * none left, or none named, it plays on the default. Never rejects.
   */
  use(devices: readonly string[]): Promise<void>
}

type Outlet = Readonly<Record<RingSound, Voice>>

/** `makeVoice` loads a sound beforehand, so that the first ring does not wait for a file. */
export function createSpeaker(makeVoice: (sound: RingSound) => Voice): RoutedSpeaker {
  const plainOutlet = (): Outlet => ({ ringtone: makeVoice('ringtone'), waiting: makeVoice('waiting') })
  let outlets: readonly Outlet[] = [plainOutlet()]
  let playing: RingSound | null = null
  let generation = 0

  async function outletOn(device: string): Promise<Outlet | null> {
    const outlet = plainOutlet()
    if (device === DEFAULT_DEVICE) return outlet
    try {
      await Promise.all([outlet.ringtone.route(device), outlet.waiting.route(device)])
      return outlet
    } catch {
      return null
    }
  }

  function replace(next: readonly Outlet[]): void {
    const sound = playing
    if (sound) for (const outlet of outlets) outlet[sound].stop()
    outlets = next
    if (sound) for (const outlet of outlets) outlet[sound].start()
  }

  return {
    start(sound) {
      playing = sound
      for (const outlet of outlets) outlet[sound].start()
    },
    stop(sound) {
      if (playing === sound) playing = null
      for (const outlet of outlets) outlet[sound].stop()
    },
    async use(devices) {
      generation += 1
      const mine = generation
      const found = await Promise.all([...new Set(devices)].map(outletOn))
      // Somebody has chosen otherwise meanwhile.
      if (mine !== generation) return
      const there = found.filter((outlet) => outlet !== null)
      replace(there.length > 0 ? there : [plainOutlet()])
    },
  }
}
