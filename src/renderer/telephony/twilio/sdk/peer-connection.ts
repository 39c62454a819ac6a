import type { CallMicrophone } from '../../audio/call-microphone.ts'

/** For Chromium to tell of what it has found out so far; it does so within milliseconds. */
const SETTLE_MS = 1_000

/**
 * The browser's peer connection, closed with care. Chromium (seen in 130) keeps one for good, with its streams and
 * audio nodes, that is closed while it has something to tell; which one that is being connected nearly always has,
 * as in a call that ends a moment after it was accepted. Such a one is deaf and dumb at once, and closed a little later.
 */
export class PeerConnection extends RTCPeerConnection {
  #over = false

  override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    await super.setRemoteDescription(description)
    // As with the browser's own, what was under way when it was closed never comes to an end.
    if (this.#over) await new Promise<never>(() => {})
  }

  override close(): void {
    this.#over = true
    this.onicecandidate = null
    this.oniceconnectionstatechange = null
    this.onicegatheringstatechange = null
    this.onconnectionstatechange = null
    this.onsignalingstatechange = null
    this.ontrack = null
    const settled = this.connectionState !== 'new' && this.connectionState !== 'connecting'
    if (settled) super.close()
    else setTimeout(() => super.close(), SETTLE_MS)
  }
}

/** A peer connection class whose audio comes from `microphone`, which may replace a track while the call lasts. */
export function peerConnectionWith(
  microphone: Pick<CallMicrophone, 'attach' | 'release'>,
): typeof PeerConnection {
  return class extends PeerConnection {
    override addTrack(track: MediaStreamTrack, ...streams: MediaStream[]): RTCRtpSender {
      const sender = super.addTrack(track, ...streams)
      microphone.attach(track, sender)
      return sender
    }

    override close(): void {
      for (const sender of this.getSenders()) microphone.release(sender)
      super.close()
    }
  }
}
