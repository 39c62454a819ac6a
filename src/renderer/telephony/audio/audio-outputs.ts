import { detach } from '../../../../common/lib/detach.ts'
import type { PageLog } from '../../log.ts'
import { DEFAULT_DEVICE, type RoutedRingPlayer } from './ring-player.ts'

/** A loudspeaker or headset to ring on. */
export interface AudioOutput {
  readonly id: string
  /** As the system names it; empty when it does not say. */
  readonly label: string
}

/** The loudspeakers of this computer, as the views see them. */
export interface AudioOutputs {
  /** Those that are there now, without the default, which is always one of them. Never rejects. */
  list(): Promise<readonly AudioOutput[]>
  /** Calls back when one comes or goes. Answers how to stop. */
  onChange(listener: () => void): () => void
  /** Plays the ring once on this device. Resolves when it is over; rejects when it cannot be heard there. */
  playTestSound(device: string): Promise<void>
}

interface AudioOutputsDeps {
  /** The browser's; undefined where the page may not know of devices. */
  readonly media:
    Pick<MediaDevices, 'enumerateDevices' | 'addEventListener' | 'removeEventListener'> | undefined
  readonly playOnce: (device: string) => Promise<void>
}

/** Names the browser gives to a device that is also in the list under its own. */
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
