import { isIPv4 } from 'node:net'
import { RTCRtpCodecParameters, type RTCPeerConnection } from 'werift'
import { OPUS_FORMAT } from '../sdp/codec-negotiation.ts'
import { MediaError } from '../types.ts'

const codec = (mimeType: string, clockRate: number, payloadType: number, channels = 1, parameters?: string) =>
  new RTCRtpCodecParameters({
    mimeType: `audio/${mimeType}`,
    clockRate,
    channels,
    payloadType,
    ...(parameters === undefined ? {} : { parameters }),
  })

/** The codecs of an offer, with the payload types that browsers use. */
const codecs = (): RTCRtpCodecParameters[] => [
  codec('PCMU', 8000, 0),
  codec('opus', 48_000, 111, 2, OPUS_FORMAT),
  codec('telephone-event', 8000, 126),
  codec('telephone-event', 48_000, 110),
]

/** Host candidates on one address, no STUN, no header extensions: no packet leaves the machine unless a client is elsewhere. */
export function peerConfig(host: string): ConstructorParameters<typeof RTCPeerConnection>[0] {
  if (!isIPv4(host)) throw new MediaError(`The media address must be an IPv4 address, not "${host}".`)
  return {
    iceServers: [],
    iceLite: true,
    iceUseIpv4: false,
    iceUseIpv6: false,
    iceAdditionalHostAddresses: [host],
    iceInterfaceAddresses: { udp4: host },
    headerExtensions: { audio: [] },
    codecs: { audio: codecs() },
  }
}
