import type { Timestamp } from '../../../shared/domain/phone.ts'
import { judgeInboundAudio, newInboundAudio, type InboundAudio } from './inbound-audio.ts'

interface CallAudioDeps {
  readonly clock: () => Timestamp
  /** Audio has stopped arriving, or arrives again. */
  readonly onChange: (arriving: boolean) => void
  /** Asks for new network paths (an ICE restart). */
  readonly restore: () => void
}

/** Watches the audio that arrives in one call, and tries to restore it. */
export interface CallAudio {
  /** The call was connected. */
  connected(): void
  /** Processes a sample of the SDK, which emits one every second. */
  sample(sample: unknown): void
}

/** If ICE has failed, the SDK notices within this time and restarts it. */
const FIRST_RESTORE_MS = 5_000
/** An ICE restart takes a second or two. On a network that is down, more frequent restarts do not help. */
const RESTORE_EVERY_MS = 15_000

export function createCallAudio({ clock, onChange, restore }: CallAudioDeps): CallAudio {
  let audio: InboundAudio | null = null
  /** The time of the next ICE restart while audio is lost. */
  let restoreAt: Timestamp = 0
  return {
    connected() {
      audio = newInboundAudio(clock())
    },
    sample(sample) {
      if (!audio) return
      const before = audio
      audio = judgeInboundAudio(before, { at: clock(), packets: packetsOf(sample) })
      if (audio.lost !== before.lost) {
        onChange(!audio.lost)
        restoreAt = audio.at + FIRST_RESTORE_MS
      }
      if (audio.lost && audio.at >= restoreAt) {
        restoreAt = audio.at + RESTORE_EVERY_MS
        restore()
      }
    },
  }
}

/** The number of packets received so far in an `RTCSample` of the SDK; null if it is missing. */
function packetsOf(sample: unknown): number | null {
  if (typeof sample !== 'object' || sample === null || !('totals' in sample)) return null
  const { totals } = sample
  if (typeof totals !== 'object' || totals === null || !('packetsReceived' in totals)) return null
  const { packetsReceived } = totals
  return typeof packetsReceived === 'number' && Number.isFinite(packetsReceived) ? packetsReceived : null
}
