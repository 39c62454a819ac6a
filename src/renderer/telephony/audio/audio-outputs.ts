import { detach } from '../../../../common/lib/detach.ts'
import type { PageLog } from '../../log.ts'
import { DEFAULT_DEVICE, type RoutedRingPlayer } from './ring-player.ts'

/** An audio output device. */
export interface AudioOutput {
  readonly id: string
  /** The name of the device in the system; empty if unknown. */
  readonly label: string
}

/** The audio outputs of this computer. */
export interface AudioOutputs {
  /** The present devices without the default device. Never rejects. */
  list(): Promise<readonly AudioOutput[]>
  /** Subscribes to added and removed devices. Returns a function that unsubscribes. */
  onChange(listener: () => void): () => void
  /** Plays the ringtone once on this device. Resolves when it has ended; rejects if it cannot be played. */
  playTestSound(device: string): Promise<void>
}

interface AudioOutputsDeps {
  /** The browser's media devices; undefined in an insecure context. */
  readonly media:
    Pick<MediaDevices, 'enumerateDevices' | 'addEventListener' | 'removeEventListener'> | undefined
  readonly playOnce: (device: string) => Promise<void>
}

/** Ids of the browser for devices that are in the list with their own id as well. */
const ALIASES: ReadonlySet<string> = new Set([DEFAULT_DEVICE, 'communications', ''])

export function createAudioOutputs({ media, playOnce }: AudioOutputsDeps): AudioOutputs {
  return {
    async list() {
      try {
        const devices = (await media?.enumerateDevices()) ?? []
        return devices
          .filter(({ kind, deviceId }) => kind === 'audiooutput' && !ALIASES.has(deviceId))
          .map(({ deviceId, label }) => ({ id: deviceId, label }))
      } catch {
        return []
      }
    },
    onChange(listener) {
      media?.addEventListener('devicechange', listener)
      return () => media?.removeEventListener('devicechange', listener)
    },
    playTestSound: playOnce,
  }
}

/** Rings on the chosen devices, also after a device is added or removed. Returns a function that stops this. */
export function followChosenOutputs({
  ringPlayer,
  audioOutputs,
  chosen,
  onChosen,
  log,
}: {
  readonly log: Pick<PageLog, 'warn'>
  readonly ringPlayer: RoutedRingPlayer
  readonly audioOutputs: Pick<AudioOutputs, 'onChange'>
  /** The ids of the chosen devices; none means the default. */
  readonly chosen: () => readonly string[]
  /** Subscribes to possible changes of the choice. */
  readonly onChosen: (listener: () => void) => () => void
}): () => void {
  let used = '[]'
  const use = () => {
    const devices = chosen()
    used = JSON.stringify(devices)
    detach(ringPlayer.use(devices), log, 'The ring devices could not be set')
  }
  const stops = [
    onChosen(() => {
      if (JSON.stringify(chosen()) !== used) use()
    }),
    audioOutputs.onChange(use),
  ]
  // The ring player uses the default device until a device is chosen.
  if (chosen().length > 0) use()
  return () => {
    for (const stop of stops) stop()
  }
}
