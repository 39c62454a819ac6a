import type { RingSound } from './ringer.ts'
import type { PageLog } from '../../log.ts'
import { DEFAULT_DEVICE, type SoundPlayer } from './ring-player.ts'

/** Gentle beside a voice. */
const VOLUME: Readonly<Record<RingSound, number>> = { ringtone: 1, waiting: 0.35 }

/** Makes voices of the sound files. `sounds`: where they are, ending in a slash, relative to the page. */
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

/** Plays the ringtone once on this device, to be heard. Resolves when it is over; rejects when it cannot be played. */
export async function playRingtoneOnce(sounds: string, device: string): Promise<void> {
  const element = load(sounds, 'ringtone')
  await element.setSinkId(sinkOf(device))
  const over = new Promise<void>((resolve, reject) => {
    element.addEventListener('ended', () => resolve(), { once: true })
    element.addEventListener('error', () => reject(new Error('The sound broke off.')), { once: true })
  })
  await element.play()
  await over
}

/** `pause()` before playback began: not a failure. */
function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** The browser's name for the default is the empty one. */
function sinkOf(device: string): string {
  return device === DEFAULT_DEVICE ? '' : device
}

function load(sounds: string, sound: RingSound): HTMLAudioElement {
  const element = new Audio(`${sounds}${sound}.wav`)
  element.preload = 'auto'
  element.volume = VOLUME[sound]
  return element
}
