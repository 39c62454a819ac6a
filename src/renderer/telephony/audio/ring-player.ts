import type { PageLog } from '../../log.ts'
import { createWarnOnce } from '../warn-once.ts'
import type { RingSound, RingPlayer } from './ringer.ts'

/** The system's default audio output. */
export const DEFAULT_DEVICE = 'default'

/** One sound on one audio output. Starting and stopping never throw. */
export interface SoundPlayer {
  start(): void
  stop(): void
  /** Plays on this device from now on. Rejects if the device is missing. */
  route(device: string): Promise<void>
}

/** A RingPlayer that can play on several audio outputs. */
export interface RoutedRingPlayer extends RingPlayer {
  /**
   * Plays on all of these devices from now on, also the sound that is playing. Missing devices are left out. If none
   * remains, it plays on the default device. Never rejects.
   */
  use(devices: readonly string[]): Promise<void>
}

type OutputSink = Readonly<Record<RingSound, SoundPlayer>>

/** `createSoundPlayer` loads the file at once, so that the first ring does not wait for it. */
export function createRingPlayer(
  createSoundPlayer: (sound: RingSound) => SoundPlayer,
  log: Pick<PageLog, 'warn'>,
): RoutedRingPlayer {
  const warnOnce = createWarnOnce(log)
  const defaultSink = (): OutputSink => ({
    ringtone: createSoundPlayer('ringtone'),
    waiting: createSoundPlayer('waiting'),
  })
  let sinks: readonly OutputSink[] = [defaultSink()]
  let playing: RingSound | null = null
  let generation = 0

  async function sinkOn(device: string): Promise<OutputSink | null> {
    const sink = defaultSink()
    if (device === DEFAULT_DEVICE) return sink
    try {
      await Promise.all([sink.ringtone.route(device), sink.waiting.route(device)])
      return sink
    } catch (error) {
      // The id of a device is not logged.
      warnOnce('A chosen ring device cannot be used:', error)
      return null
    }
  }

  function replace(next: readonly OutputSink[]): void {
    const sound = playing
    if (sound) for (const sink of sinks) sink[sound].stop()
    sinks = next
    if (sound) for (const sink of sinks) sink[sound].start()
  }

  return {
    start(sound) {
      playing = sound
      for (const sink of sinks) sink[sound].start()
    },
    stop(sound) {
      if (playing === sound) playing = null
      for (const sink of sinks) sink[sound].stop()
    },
    async use(devices) {
      generation += 1
      const mine = generation
      const found = await Promise.all([...new Set(devices)].map(sinkOn))
      // Only the latest choice counts.
      if (mine !== generation) return
      const there = found.filter((sink) => sink !== null)
      replace(there.length > 0 ? there : [defaultSink()])
    },
  }
}
