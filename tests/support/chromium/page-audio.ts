import type { Page } from '@playwright/test'

declare global {
  interface Window {
    /** The peer connections of the page, in the order of their making. */
    peerConnections: RTCPeerConnection[]
    /** Measures the audio that the newest call receives; made at the first measurement. */
    listener?: {
      readonly track: MediaStreamTrack
      readonly context: AudioContext
      readonly analyser: AnalyserNode
    }
  }
}

/**
 * Records the page's peer connections for measurements. `codec`: the only codec that the page offers apart from telephone-event;
 * undefined leaves the choice to the SDK.
 */
export async function recordPeerConnections(page: Page, codec?: 'PCMU'): Promise<void> {
  await page.addInitScript((only) => {
    window.peerConnections = []
    /** Both sides' offers without Opus: what is sent goes by the offer alone. */
    const withoutOpus = (sdp: string): string => {
      const opus = /^a=rtpmap:(\d+) opus\//m.exec(sdp)?.[1]
      if (opus === undefined) return sdp
      return sdp
        .replace(new RegExp(`^(m=audio .*?) ${opus}\\b`, 'm'), '$1')
        .replace(new RegExp(`^a=(?:rtpmap|fmtp|rtcp-fb):${opus} .*\r\n`, 'gm'), '')
    }
    const Native = RTCPeerConnection
    window.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        window.peerConnections.push(this)
      }

      override async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
        // The members of an RTCSessionDescription are getters.
        const { type, sdp = '' } = description ?? {}
        if (only === undefined || type !== 'offer') await super.setLocalDescription(description)
        else await super.setLocalDescription({ type, sdp: withoutOpus(sdp) })
      }

      override async setRemoteDescription({ type, sdp = '' }: RTCSessionDescriptionInit): Promise<void> {
        const given = only !== undefined && type === 'offer' ? withoutOpus(sdp) : sdp
        await super.setRemoteDescription({ type, sdp: given })
      }
    }
  }, codec)
}

export interface PageAudio {
  /** The strongest frequency that the newest call receives, in hertz; null for silence. */
  heardHz(): Promise<number | null>
  /** The codec that the newest call sends, such as `audio/opus`. */
  sentCodec(): Promise<string | null>
  /** Packets of the newest call that did not arrive, as its receiver counts them. */
  packetsLost(): Promise<number>
  /** The local ICE user name fragment of the newest call: another one after each ICE restart. */
  iceFragment(): Promise<string | null>
}

export function pageAudio(page: Page): PageAudio {
  return {
    heardHz: () =>
      page.evaluate(async () => {
        const connection = window.peerConnections.at(-1)
        const track = connection?.getReceivers()[0]?.track
        if (!track) return null
        if (window.listener?.track !== track) {
          await window.listener?.context.close()
          const context = new AudioContext({ sampleRate: 48_000 })
          const analyser = context.createAnalyser()
          analyser.fftSize = 16_384
          analyser.smoothingTimeConstant = 0
          context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
          window.listener = { track, context, analyser }
        }
        const { context, analyser } = window.listener
        const levels = new Float32Array(analyser.frequencyBinCount)
        analyser.getFloatFrequencyData(levels)
        let best = 0
        levels.forEach((level, bin) => {
          if (level > (levels[best] ?? -Infinity)) best = bin
        })
        const loudEnough = (levels[best] ?? -Infinity) > -60
        return loudEnough ? (best * context.sampleRate) / analyser.fftSize : null
      }),
    sentCodec: () => stat(page, 'outbound-rtp', 'codec'),
    async packetsLost() {
      return Number((await stat(page, 'inbound-rtp', 'packetsLost')) ?? 0)
    },
    iceFragment: () =>
      page.evaluate(() => {
        const sdp = window.peerConnections.at(-1)?.localDescription?.sdp ?? ''
        return /a=ice-ufrag:(\S+)/.exec(sdp)?.[1] ?? null
      }),
  }
}

function stat(
  page: Page,
  type: 'outbound-rtp' | 'inbound-rtp',
  what: 'codec' | 'packetsLost',
): Promise<string | null> {
  return page.evaluate(
    async ([wantedType, wanted]) => {
      const report = await window.peerConnections.at(-1)?.getStats()
      for (const each of report?.values() ?? []) {
        if (each.type !== wantedType) continue
        if (wanted === 'packetsLost') return String(each.packetsLost)
        const codec = report?.get(each.codecId)
        return codec ? String(codec.mimeType) : null
      }
      return null
    },
    [type, what] as const,
  )
}
