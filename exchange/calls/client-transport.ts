import { createVoiceEmitter, type Voice } from '../media/voice.ts'
import type { Clock } from '../lib/clock.ts'
import type { EventLog } from '../model/events.ts'
import { errorMessage } from '../../common/lib/error-message.ts'
import type { Log } from '../lib/log.ts'
import type { MediaLeg, MediaLegOptions } from '../media/types.ts'
import { signalErrors } from '../model/hangup-causes.ts'
import { newReconnectToken } from '../model/sids.ts'
import type { ClientSocket } from '../model/client-socket.ts'
import { dtlsFingerprint, iceUfrag } from './sdp-fields.ts'

/**
 * Connects a call with its client: the socket for signalling and the media leg for audio. Both can be replaced during the call:
 *
 *   socket lost ── invite{reconnect}, same ICE ufrag ──> same media, new socket        ("resumed")
 *   socket lost ── invite{reconnect}, ufrag new, same DTLS fingerprint ──> ICE restart ("restarted")
 *   another page ─ invite{reconnect}, all new (`connectToken`) ──> new media leg       ("renewed")
 *   media lost ─── reinvite ──> ICE restart on the same leg                            ("restarted")
 *
 * `onLost` is called when the socket or the media has not come back in time.
 */
export interface ClientTransport {
  readonly voice: Voice
  readonly reconnectToken: string
  readonly socket: ClientSocket
  /** Starts the timers: without a socket or without media the transport is lost after a while. */
  open(socket: ClientSocket, media: MediaLeg, token: string, remoteSdp: string): void
  reinvite(socket: ClientSocket, sdp: string): Promise<void>
  /** False when the token is not that of this call. */
  resume(socket: ClientSocket, sdp: string, token: string): Promise<boolean>
  receiveDigits(digits: string): void
  socketClosed(socket: ClientSocket): void
  blackhole(on: boolean): void
  close(): void
}

export interface ClientTransportDeps {
  readonly clock: Clock
  readonly events: EventLog
  readonly log: Log
  /** A leg for a client of this identity. */
  readonly createMedia: (identity: string, options: MediaLegOptions) => MediaLeg
  readonly timing: { readonly reconnect: number; readonly media: number }
}

/** The pause of a `w` in a string of digits, in milliseconds, as in the SDK. */
const DIGIT_PAUSE_MS = 500
/**
 * The time in milliseconds from failed media to the end of the call. A client that hangs up closes its audio before it sends `hangup`,
 * and another page may take the call over.
 */
const FAILED_MS = 2000

export function createClientTransport(
  callSid: string,
  first: ClientSocket | undefined,
  deps: ClientTransportDeps,
  onLost: (why: 'socket' | 'media') => void,
): ClientTransport {
  const { clock, events, log, createMedia, timing } = deps
  const voiceEvents = createVoiceEmitter()
  let socket = first
  let media: MediaLeg | undefined
  let fingerprint = ''
  let token = newReconnectToken()
  let stopListening = (): void => undefined
  let stopSocketTimer = (): void => undefined
  let stopMediaTimer = (): void => undefined
  let closed = false
  let dropping = false

  function current(): ClientSocket {
    if (!socket) throw new Error('The call has no client yet.')
    return socket
  }

  function startSocketTimer(gone: ClientSocket): void {
    stopSocketTimer()
    stopSocketTimer = clock.setTimeout(() => onLost('socket'), Math.max(timing.reconnect, gone.reconnectMs))
  }

  function startMediaTimer(): void {
    stopMediaTimer()
    stopMediaTimer = clock.setTimeout(() => onLost('media'), timing.media)
  }

  /** This leg cannot be restored. A client that is still connected is notified that the call is over. */
  function mediaFailed(reason: string): void {
    events.emit({ type: 'media', callSid, state: 'disconnected' })
    stopMediaTimer()
    stopMediaTimer = clock.setTimeout(() => {
      log('warn', 'media-failed', { callSid, problem: reason })
      if (socket?.alive === true) onLost('media')
      else startMediaTimer()
    }, FAILED_MS)
  }

  function attachMedia(next: MediaLeg, remoteSdp: string): void {
    stopListening()
    const before = media
    media = next
    fingerprint = dtlsFingerprint(remoteSdp)
    if (dropping) next.blackhole(true)
    stopListening = next.on((event) => {
      if (event.type === 'frame') return voiceEvents.emit(event)
      if (event.type === 'digit') return voiceEvents.emit({ ...event, by: 'audio' })
      if (event.type === 'failed') return mediaFailed(event.reason)
      if (event.state === 'connected') stopMediaTimer()
      if (event.state === 'disconnected' || event.state === 'closed') startMediaTimer()
      if (event.state === 'connected' || event.state === 'disconnected')
        events.emit({ type: 'media', callSid, state: event.state })
    })
    if (next.state === 'closed') mediaFailed('The audio connection failed before the call was connected.')
    else if (next.state !== 'connected') startMediaTimer()
    if (before !== undefined && before !== next) closeQuietly(before, log)
  }

  function moveTo(next: ClientSocket): void {
    stopSocketTimer()
    const before = socket
    socket = next
    // The page that had the call before must show that it is over there.
    if (before !== undefined && before !== next && before.alive) before.send('hangup', { callsid: callSid })
  }

  return {
    get reconnectToken() {
      return token
    },
    get socket() {
      return current()
    },
    voice: {
      send: (frame, opus) => media?.send(frame, opus),
      sendDigit: (digit) => media?.sendDigit(digit),
      on: (listener) => voiceEvents.on(listener),
    },
    open(openSocket, openMedia, openToken, remoteSdp) {
      token = openToken
      socket = openSocket
      attachMedia(openMedia, remoteSdp)
      if (!openSocket.alive) startSocketTimer(openSocket)
    },
    async reinvite(from, sdp) {
      if (media === undefined) return
      try {
        const answer = await media.restart(sdp)
        if (closed) return
        events.emit({ type: 'media', callSid, state: 'restarted' })
        from.send('answer', { callsid: callSid, sdp: answer, reconnect: token })
      } catch (error) {
        log('warn', 'reinvite-failed', { callSid, problem: errorMessage(error) })
        from.send('error', { callsid: callSid, error: signalErrors.badRequest })
      }
    },
    async resume(next, sdp, given) {
      if (given !== token || media === undefined) return false
      if (iceUfrag(sdp) === media.remoteUfrag) {
        moveTo(next)
        events.emit({ type: 'media', callSid, state: 'resumed' })
        next.send('answer', { callsid: callSid, reconnect: token })
        return true
      }
      // Chromium keeps its DTLS certificate in an ICE restart. A new page has a new certificate.
      const restart = dtlsFingerprint(sdp) === fingerprint
      const renewed = restart
        ? media
        : createMedia(next.identity, { onWarning: (problem) => log('warn', 'media', { callSid, problem }) })
      try {
        const answer = restart ? await renewed.restart(sdp) : await renewed.answer(sdp)
        if (closed) {
          closeQuietly(renewed, log)
          return true
        }
        moveTo(next)
        if (!restart) attachMedia(renewed, sdp)
        events.emit({ type: 'media', callSid, state: restart ? 'restarted' : 'renewed' })
        next.send('answer', { callsid: callSid, sdp: answer, reconnect: token })
      } catch (error) {
        if (!restart) closeQuietly(renewed, log)
        log('warn', 'resume-failed', { callSid, problem: errorMessage(error) })
        next.send('error', { callsid: callSid, error: signalErrors.badRequest })
      }
      return true
    },
    receiveDigits(digits) {
      let wait = 0
      for (const digit of digits) {
        if (digit === 'w') wait += DIGIT_PAUSE_MS
        else if (wait === 0) voiceEvents.emit({ type: 'digit', digit, by: 'signal' })
        else clock.setTimeout(() => closed || voiceEvents.emit({ type: 'digit', digit, by: 'signal' }), wait)
      }
    },
    socketClosed(gone) {
      if (gone === socket && media !== undefined && !closed) startSocketTimer(gone)
    },
    blackhole(on) {
      dropping = on
      media?.blackhole(on)
    },
    close() {
      if (closed) return
      closed = true
      stopSocketTimer()
      stopMediaTimer()
      stopListening()
      if (media) closeQuietly(media, log)
    },
  }
}

/** Closes a media leg; a failure is logged. */
export function closeQuietly(media: MediaLeg, log: Log): void {
  media.close().catch((error: unknown) => log('warn', 'media-close', { problem: errorMessage(error) }))
}
