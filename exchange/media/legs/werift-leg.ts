import { isDeepStrictEqual } from 'node:util'
import { RtcpSrPacket, RTCDtlsTransport, RTCPeerConnection, RtpHeader } from 'werift'
import { monotonicClock, type Clock } from '../../lib/clock.ts'
import type { Codec } from '../codecs/codec.ts'
import { createLiveness } from './liveness.ts'
import { createOpus } from '../codecs/opus.ts'
import { createPcmu } from '../codecs/pcmu.ts'
import { peerConfig } from './peer-config.ts'
import { createRtpInbound } from '../rtp/rtp-inbound.ts'
import { createRtpOutbound } from '../rtp/rtp-outbound.ts'
import { createRtcpReports } from '../rtp/rtcp-reports.ts'
import {
  describeRemoteAudio,
  finishLocalSdp,
  parseRemoteAudio,
  type RemoteAudio,
} from '../sdp/remote-audio.ts'
import { guardTransport } from '../transport/guarded-transport.ts'
import { FRAME_MS, MediaError } from '../types.ts'
import type { Frame, LegEvent, LegState, OpusPacket } from '../types.ts'
import type { MediaLeg, MediaLegFactory, MediaLegOptions } from '../types.ts'

/** A client changes its SSRC only when its microphone changes. */
const MAX_STREAMS = 64

/** A factory of legs that share the clock and the liveness timer. */
export function weriftLegs(clock: Clock): MediaLegFactory {
  const liveness = createLiveness(clock)
  // Generating the certificate of all legs takes about 30 ms, so it starts before the first call.
  RTCDtlsTransport.SetupCertificate().catch(() => undefined)
  return (options = {}) => createLeg(clock, liveness, options)
}

export const createWeriftLeg: MediaLegFactory = weriftLegs(monotonicClock)

function createLeg(
  clock: Clock,
  liveness: ReturnType<typeof createLiveness>,
  options: MediaLegOptions,
): MediaLeg {
  const warn = options.onWarning ?? (() => undefined)
  let dropping = false
  const connection = new RTCPeerConnection(peerConfig(options.host ?? '127.0.0.1'))
  const transceiver = connection.addTransceiver('audio', { direction: 'sendrecv' })
  // The client's SDK requires a stream in the browser's track event, and that requires a stream id (a=msid).
  transceiver.sender.streamId = 'exchange'
  const dtls = transceiver.dtlsTransport
  const ice = dtls.iceTransport

  const transport = guardTransport(dtls, {
    packetLoss: options.packetLoss ?? (() => false),
    isBlackhole: () => dropping,
    fingerprints: () => trusted,
    onFailed: (problem) => fail(`The client could not be verified as the party of the call: ${problem}.`),
    onClosed: () => fail('The client has closed the audio connection.'),
  })

  let listeners: readonly ((event: LegEvent) => void)[] = []
  let state: LegState = 'new'
  let remote: RemoteAudio | undefined
  /** The certificate fingerprints of the SDP; the client must own one of these certificates. */
  let trusted: RemoteAudio['fingerprints'] = []
  let codec: Codec = createPcmu()
  let offered = false
  let step: Promise<unknown> = Promise.resolve()
  let stopWatching: (() => void) | undefined
  let audioPackets = 0
  const streams = new Set<number>()

  const emit = (event: LegEvent): void => {
    for (const listener of listeners) listener(event)
  }
  const setState = (next: LegState): void => {
    if (state === next || state === 'closed') return
    state = next
    emit({ type: 'state', state })
  }

  const isUp = (): boolean => state !== 'closed' && dtls.state === 'connected' && transport.isProven

  /** The leg cannot continue: it reports the reason and closes. */
  function fail(reason: string): void {
    if (state === 'closed') return
    close().catch(() => undefined)
    emit({ type: 'failed', reason })
  }

  const frameEvent: { type: 'frame'; frame: Frame; opus: OpusPacket | undefined } = {
    type: 'frame',
    frame: new Uint8Array(0),
    opus: undefined,
  }
  const inbound = createRtpInbound({
    codec: () => codec,
    event: () => remote?.telephoneEvent,
    onFrame: (frame, opus) => {
      frameEvent.frame = frame
      frameEvent.opus = opus
      emit(frameEvent)
    },
    onDigit: (digit) => emit({ type: 'digit', digit }),
    onWarning: warn,
  })

  const header = new RtpHeader({ ssrc: transceiver.sender.ssrc })
  let route = ice.connection.nominated
  const outbound = createRtpOutbound({
    clock,
    random: Math.random,
    isOpen: () => !dropping && isUp() && mayReceive(remote),
    codec: () => codec,
    eventType: () => remote?.telephoneEvent ?? 0,
    write(at, payloadType, payload) {
      // During an ICE restart there is no nominated pair until the client has checked the new one. The old one is used until then.
      route = ice.connection.nominated ?? route
      if (!route) return
      header.payloadType = payloadType
      header.sequenceNumber = at.sequenceNumber
      header.timestamp = at.timestamp
      header.marker = at.marker
      route.protocol.sendData(dtls.srtp.encrypt(payload, header), route.remoteAddr).catch(() => undefined)
      reports.sent(payload.length)
    },
  })

  const reports = createRtcpReports(dtls, header, clock)

  // The stack would deliver each packet to a track that is not used here, which would double the CPU time.
  dtls.onRtp.allUnsubscribe()
  dtls.onRtp.subscribe((packet) => {
    if (dropping || !isUp()) return
    streams.add(packet.header.ssrc)
    // The stack and the RTCP reports store data for each stream.
    if (streams.size > MAX_STREAMS) return fail('The client sends more audio streams than a call can have.')
    audioPackets += 1
    reports.received(packet.header, (codec.frameTicks * 1000) / FRAME_MS)
    inbound.packet(packet.header, packet.payload)
  })
  dtls.onRtcp.subscribe((packet) => {
    if (packet.type === RtcpSrPacket.type) reports.senderReport(packet.senderInfo.ntpTimestamp)
  })
  dtls.onStateChange.subscribe((now) => {
    if (state === 'closed') return
    if (now === 'connected') {
      if (!transport.isProven) return fail('The client has not been verified as the party of the call.')
      const stopWatchingPeer = liveness.watch(
        () => dtls.packetsReceived + (ice.connection.nominated?.requestsReceived ?? 0),
        (alive) => setState(alive && isUp() ? 'connected' : 'disconnected'),
      )
      const stopWatchingAudio = liveness.watch(
        () => audioPackets,
        (alive) => {
          if (maySend(remote))
            warn(alive ? 'Audio arrives from the client again.' : 'No audio arrives from the client.')
        },
      )
      stopWatching = () => {
        stopWatchingPeer()
        stopWatchingAudio()
      }
      setState('connected')
    } else if (now === 'failed' || now === 'closed') setState('disconnected')
  })
  ice.onStateChange.subscribe((now) => {
    if (now === 'failed' || now === 'disconnected') setState('disconnected')
    else if (now === 'connected' && isUp()) setState('connected')
  })

  /** Runs one negotiation at a time. Errors of the stack become MediaErrors. */
  function negotiate<T>(work: () => Promise<T>): Promise<T> {
    const assertOpen = (): void => {
      if (state === 'closed') throw new MediaError('The call leg is already closed.')
    }
    const result = step.then(async () => {
      assertOpen()
      const done = await work().catch((cause: unknown) => {
        if (cause instanceof MediaError) throw cause
        throw new MediaError('The SDP cannot be used: the WebRTC stack refused it.', { cause })
      })
      assertOpen()
      return done
    })
    step = result.catch(() => undefined)
    return result
  }

  /** Uses the client's new description. An unchanged codec keeps its state, because the stream continues. */
  function applyRemote(next: RemoteAudio): void {
    const before = remote?.codec
    remote = next
    if (before && isDeepStrictEqual(before, next.codec)) return
    codec.close()
    codec = next.codec.name === 'opus' ? createOpus(next.codec, warn) : createPcmu()
  }

  async function describe(next: RemoteAudio, type: 'offer' | 'answer'): Promise<void> {
    trusted = next.fingerprints
    await connection.setRemoteDescription({ type, sdp: describeRemoteAudio(next, type) })
    applyRemote(next)
    transport.described()
  }

  async function answerTo(next: RemoteAudio): Promise<string> {
    await describe(next, 'offer')
    const answer = await connection.createAnswer()
    await connection.setLocalDescription({ type: 'answer', sdp: finishLocalSdp(answer.sdp, 'passive') })
    return localSdp('passive')
  }

  function localSdp(role: 'as it is' | 'passive'): string {
    transport.assertGuarded()
    return finishLocalSdp(connection.localDescription?.sdp ?? '', role)
  }

  async function close(): Promise<void> {
    if (state !== 'closed') {
      setState('closed')
      outbound.close()
      stopWatching?.()
      // A pending step may be opening a socket or a codec, which can be closed only afterwards.
      step = step
        .then(() => {
          codec.close()
          return connection.close()
        })
        .catch(() => undefined)
    }
    await step
  }

  return {
    answer: (offer) =>
      negotiate(async () => {
        const next = parseRemoteAudio(offer)
        if (remote ?? offered) throw new MediaError('This call leg has already been negotiated.')
        const sdp = await answerTo(next)
        setState('connecting')
        return sdp
      }),
    offer: () =>
      negotiate(async () => {
        if (remote ?? offered) throw new MediaError('This call leg has already been negotiated.')
        offered = true
        await connection.setLocalDescription(await connection.createOffer())
        return localSdp('as it is')
      }),
    accept: (answer) =>
      negotiate(async () => {
        const next = parseRemoteAudio(answer)
        if (!offered || remote) throw new MediaError('This call leg waits for no answer.')
        setState('connecting')
        await describe(next, 'answer')
      }),
    restart: (offer) =>
      negotiate(async () => {
        const next = parseRemoteAudio(offer, remote?.codec.name)
        if (!remote) throw new MediaError('This call leg has no connection to restart.')
        if (next.mid !== remote.mid || !sameCertificate(next, remote))
          throw new MediaError(
            'The new offer comes from another peer connection, so this call leg cannot go on with it.',
          )
        const isRestart = next.ufrag !== remote.ufrag
        if (isRestart) transport.restarting()
        const sdp = await answerTo(next)
        // The stack's connect() returns early when DTLS is connected, and would not use the new ICE pair.
        if (isRestart && dtls.state === 'connected')
          ice.start().catch(() => warn('An ICE restart failed; the call leg has no media.'))
        return sdp
      }),
    get remoteUfrag() {
      return remote?.ufrag ?? ''
    },
    get state() {
      return state
    },
    on(listener) {
      listeners = [...listeners, listener]
      return () => {
        listeners = listeners.filter((one) => one !== listener)
      }
    },
    send: (frame, opus) => outbound.audio(frame, opus),
    sendDigit(digit) {
      if (remote?.telephoneEvent !== undefined && isUp()) outbound.digit(digit)
    },
    close,
    blackhole(on) {
      dropping = on
    },
  }
}

const mayReceive = (remote: RemoteAudio | undefined): boolean =>
  remote?.direction === 'sendrecv' || remote?.direction === 'recvonly'

const maySend = (remote: RemoteAudio | undefined): boolean =>
  remote?.direction === 'sendrecv' || remote?.direction === 'sendonly'

const sameCertificate = (a: RemoteAudio, b: RemoteAudio): boolean =>
  a.fingerprints.some((one) => b.fingerprints.some((two) => one.value === two.value))
