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
 * A call's way to its client: the socket it is signalled on and the media leg it is heard on. Both may be
 * replaced while the call goes on:
 *
 *   socket lost ── invite{reconnect}, same ICE ufrag ──> same media, new socket        ("resumed")
 *   socket lost ── invite{reconnect}, ufrag new, same DTLS fingerprint ──> ICE restart ("restarted")
 *   another page ─ invite{reconnect}, all new (`connectToken`) ──> new media leg       ("renewed")
 *   media lost ─── reinvite ──> ICE restart on the same leg                            ("restarted")
 *
 * `onLost` is called when neither came back in time.
 */
export interface ClientTransport {
  readonly voice: Voice
  readonly reconnectToken: string
  readonly socket: ClientSocket
  /** Starts to watch: from now on the line must keep a socket and media, or it is lost. */
  open(socket: ClientSocket, media: MediaLeg, token: string, remoteSdp: string): void
  reinvite(socket: ClientSocket, sdp: string): Promise<void>
  /** False when the token is not this line's. */
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

/** A `w` in a string of digits, in milliseconds, as the SDK plays it. */
const DIGIT_PAUSE_MS = 500
/**
 * A client that hangs up closes its audio first and its hangup may follow; or another page may take the call over. In milliseconds.
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
    if (!socket) throw new Error('The line has no client yet.')
    return socket
  }

  function awaitSocket(gone: ClientSocket): void {
    stopSocketTimer()
    stopSocketTimer = clock.setTimeout(() => onLost('socket'), Math.max(timing.reconnect, gone.reconnectMs))
  }

  function awaitMedia(): void {
    stopMediaTimer()
    stopMediaTimer = clock.setTimeout(() => onLost('media'), timing.media)
  }

  /** This leg cannot be restored: a client that is still connected is notified that the call is over. */
  function mediaFailed(reason: string): void {
    events.emit({ type: 'media', callSid, state: 'disconnected' })
    stopMediaTimer()
    stopMediaTimer = clock.setTimeout(() => {
      log('warn', 'media-failed', { callSid, problem: reason })
      if (socket?.alive === true) onLost('media')
      else awaitMedia()
    }, FAILED_MS)
  }

  function use(next: MediaLeg, remoteSdp: string): void {
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
      if (event.state === 'disconnected' || event.state === 'closed') awaitMedia()
      if (event.state === 'connected' || event.state === 'disconnected')
        events.emit({ type: 'media', callSid, state: event.state })
    })
    if (next.state === 'closed') mediaFailed('The audio connection failed before the call was connected.')
    else if (next.state !== 'connected') awaitMedia()
    if (before !== undefined && before !== next) closeQuietly(before, log)
  }

  function move(next: ClientSocket): void {
    stopSocketTimer()
    const before = socket
    socket = next
    // The page the call moved away from must not believe that it still has it.
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
      use(openMedia, remoteSdp)
      if (!openSocket.alive) awaitSocket(openSocket)
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
        move(next)
        events.emit({ type: 'media', callSid, state: 'resumed' })
        next.send('answer', { callsid: callSid, reconnect: token })
        return true
      }
      // Chromium keeps its DTLS certificate over an ICE restart; a new page has a new one.
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
        move(next)
        if (!restart) use(renewed, sdp)
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
      if (gone === socket && media !== undefined && !closed) awaitSocket(gone)
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

/** Closes a media leg nobody waits for. */
export function closeQuietly(media: MediaLeg, log: Log): void {
  media.close().catch((error: unknown) => log('warn', 'media-close', { problem: errorMessage(error) }))
}
