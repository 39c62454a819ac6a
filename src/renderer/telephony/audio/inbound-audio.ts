import type { Timestamp } from '../../../shared/domain/phone.ts'

/**
 * The state of the audio that arrives in one call. It depends on RTP packets and not on loudness: a silent, muted or holding remote
 * end still sends packets.
 */
export interface InboundAudio {
  /** Packets received so far; null before the first sample. */
  readonly packets: number | null
  /** The time since which the number of packets has not changed. */
  readonly since: Timestamp
  /** The time of the latest sample. */
  readonly at: Timestamp
  readonly lost: boolean
}

export interface AudioSample {
  readonly at: Timestamp
  /** The browser's count of packets received since the call began; null if unknown. */
  readonly packets: number | null
}

/** Longer than a handover between networks, shorter than a person waits before asking "Are you there?". */
export const AUDIO_LOST_MS = 4_000
/** Samples come every second. After a longer gap (the computer slept) silence is not proven. */
const MAX_GAP_MS = 3_000

/** A call that has just been connected: its first packet is awaited from now on. */
export function newInboundAudio(at: Timestamp): InboundAudio {
  return { packets: null, since: at, at, lost: false }
}

/** The next state. A sample without a number proves nothing: it neither starts nor ends a loss. */
export function judgeInboundAudio(audio: InboundAudio, { at, packets }: AudioSample): InboundAudio {
  if (packets === null) return { ...audio, since: at, at }
  const arrived = audio.packets === null ? packets > 0 : packets !== audio.packets
  if (arrived) return { packets, since: at, at, lost: false }
  const since = at - audio.at > MAX_GAP_MS ? at : audio.since
  return { packets, since, at, lost: audio.lost || at - since >= AUDIO_LOST_MS }
}
