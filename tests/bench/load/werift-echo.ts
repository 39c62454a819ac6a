import { RTCPeerConnection, RTCRtpCodecParameters, RtpHeader } from 'werift'
import { ON_LOOPBACK } from '../../support/media/loopback.ts'

// werift with nothing around it, as a process: an offer in, an answer out, and every packet goes back as it came.

async function answer(offer: string): Promise<string> {
  const connection = new RTCPeerConnection({
    ...ON_LOOPBACK,
    codecs: {
      audio: [
        new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 }),
      ],
    },
  })
  const { dtlsTransport: dtls, sender } = connection.addTransceiver('audio', { direction: 'sendrecv' })
  dtls.onRtp.subscribe(({ header, payload }) => {
    const { sequenceNumber, timestamp } = header
    void dtls.sendRtp(
      payload,
      new RtpHeader({ ssrc: sender.ssrc, payloadType: 0, sequenceNumber, timestamp }),
    )
  })
  await connection.setRemoteDescription({ type: 'offer', sdp: offer })
  await connection.setLocalDescription(await connection.createAnswer())
  return connection.localDescription?.sdp ?? ''
}

process.on('message', (offer) => {
  void answer(String(offer)).then((sdp) => process.send?.(sdp))
})
process.on('disconnect', () => process.exit(0))
