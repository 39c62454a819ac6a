import { errorMessage } from '../../common/lib/error-message.ts'
import { signalErrorOf, signalErrors, type HangupCause, type SignalError } from '../model/hangup-causes.ts'
import { newReconnectToken } from '../model/sids.ts'
import type { Payload } from '../model/signalling-messages.ts'
import { createClientTransport, closeQuietly, type ClientTransportDeps } from './client-transport.ts'
import type { ClientSocket } from '../model/client-socket.ts'
import type { CallerLeg, ClientLeg } from '../model/leg-types.ts'
import { createLeg, type LegDeps } from './leg.ts'

export interface ClientCallerOptions {
  readonly sid: string
  readonly socket: ClientSocket
  readonly invite: Payload<'invite'>
  readonly to: string
  /** Sends the SDP with `ringing`, so that the caller hears the ringback tone of the exchange. */
  readonly earlyMedia: boolean
}

/**
 * A client that calls. It uses a temporary `TJ...` SID until `ringing` or `answer` has the CallSid, and ignores messages with another
 * SID. Until then a `hangup` must use the temporary SID.
 */
export function createClientCaller(
  options: ClientCallerOptions,
  deps: ClientTransportDeps & LegDeps,
): CallerLeg & ClientLeg {
  const { sid, socket, invite, to, earlyMedia } = options
  const { log, createMedia } = deps
  const transport = createClientTransport(sid, socket, deps, (why) => finish('lost', why))
  const leg = createLeg(
    {
      sid,
      kind: 'client',
      direction: 'inbound',
      from: `client:${socket.identity}`,
      to,
      voice: transport.voice,
    },
    deps,
  )
  const media = createMedia(socket.identity, {
    onWarning: (problem) => log('warn', 'media', { callSid: sid, problem }),
  })
  const sdp = media.answer(invite.sdp)
  let named = false
  let opened = false
  let sdpSent = false

  sdp.catch((error: unknown) => {
    log('warn', 'bad-offer', { callSid: sid, problem: errorMessage(error) })
    finish('failed', undefined, { ...signalErrors.badRequest, message: errorMessage(error) })
  })

  function finish(cause: HangupCause, why?: 'socket' | 'media', error?: SignalError): void {
    const reported =
      error ?? (why === 'media' ? signalErrors.mediaTimeout : opened ? undefined : signalErrorOf(cause))
    if (!leg.end(cause, reported)) return
    transport.socket.send('hangup', {
      callsid: named ? sid : invite.callsid,
      ...(reported === undefined ? {} : { error: reported }),
    })
    close()
  }

  function close(): void {
    transport.close()
    if (!opened) closeQuietly(media, log)
  }

  return Object.assign(leg, {
    identity: socket.identity,
    temporarySid: invite.callsid,
    async ringing() {
      if (named || leg.ended.aborted) return
      const early = earlyMedia ? await sdp.catch(() => undefined) : undefined
      if (named || leg.ended.aborted || !leg.markRinging()) return
      named = true
      if (early !== undefined) {
        sdpSent = true
        transport.open(socket, media, newReconnectToken(), invite.sdp)
      }
      socket.send('ringing', { callsid: sid, ...(early === undefined ? {} : { sdp: early }) })
    },
    async answer() {
      const answer = await sdp.catch(() => undefined)
      if (opened || answer === undefined || leg.ended.aborted) return
      if (!named) socket.send('ringing', { callsid: sid })
      named = true
      opened = true
      leg.markRinging()
      if (!sdpSent) transport.open(socket, media, newReconnectToken(), invite.sdp)
      leg.markAnswered()
      socket.send('answer', {
        callsid: sid,
        ...(sdpSent ? {} : { sdp: answer }),
        reconnect: transport.reconnectToken,
      })
    },
    hangUp: (cause: HangupCause, error?: SignalError) => finish(cause, undefined, error),
    async onAnswer() {},
    onReject() {},
    onHangup() {
      if (leg.end(opened ? 'completed' : 'canceled')) close()
    },
    onDigits: (digits: string) => transport.receiveDigits(digits),
    onReinvite: (from: ClientSocket, offer: string) => transport.reinvite(from, offer),
    async onResume(next: ClientSocket, offer: string, token: string) {
      if (leg.ended.aborted) return next.send('hangup', { callsid: sid })
      if (!(await transport.resume(next, offer, token)))
        next.send('hangup', { callsid: sid, error: signalErrors.reconnectDenied })
    },
    onSocketClosed(gone: ClientSocket) {
      // The SDK ends an unanswered call when its socket closes.
      if (opened) transport.socketClosed(gone)
      else if (gone === socket && leg.end('canceled')) close()
    },
    onSocketReady() {},
    sendMessage(message: Payload<'message'>) {
      if (!named || leg.ended.aborted || !transport.socket.alive) return false
      transport.socket.send('message', message)
      return true
    },
    blackhole: (on: boolean) => transport.blackhole(on),
    repeatInvite: () => 0,
    shutDown: () => finish('completed'),
  })
}
