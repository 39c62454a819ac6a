import type { RingSound } from './ringer.ts'
import type { PageLog } from '../../log.ts'
import { DEFAULT_DEVICE, type SoundPlayer } from './ring-player.ts'

/** From 0 to 1. `waiting` is softer, because it plays during a call. */
const VOLUME: Readonly<Record<RingSound, number>> = { ringtone: 1, waiting: 0.35 }

/** Creates players of the sound files. `sounds`: their folder, relative to the page, with a slash at the end. */
export function createSoundPlayers(
  sounds: string,
  log: Pick<PageLog, 'warn'>,
): (sound: RingSound) => SoundPlayer {
  return (sound) => {
    const element = load(sounds, sound)
    element.loop = true
    return {
      start() {
        element.currentTime = 0
        element.play().catch((error: unknown) => {
          if (!isAbort(error)) log.warn(`The sound "${sound}" cannot be played:`, error)
        })
      },
      stop: () => element.pause(),
      route: (device) => element.setSinkId(sinkOf(device)),
    }
  }
}

/** Plays the ringtone once on this device. Resolves when it has ended; rejects if it cannot be played. */
export async function playRingtoneOnce(sounds: string, device: string): Promise<void> {
  const element = load(sounds, 'ringtone')
  await element.setSinkId(sinkOf(device))
  const over = new Promise<void>((resolve, reject) => {
    element.addEventListener('ended', () => resolve(), { once: true })
    element.addEventListener('error', () => reject(new Error('The sound could not be played to its end.')), {
      once: true,
    })
  })
  await element.play()
  await over
}

/** `pause()` was called before playback began, which is not an error. */
function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** The sink id of the default device is the empty string. */
function sinkOf(device: string): string {
  return device === DEFAULT_DEVICE ? '' : device
}

function load(sounds: string, sound: RingSound): HTMLAudioElement {
  const element = new Audio(`${sounds}${sound}.wav`)
  element.preload = 'auto'
  element.volume = VOLUME[sound]
  return element
}
