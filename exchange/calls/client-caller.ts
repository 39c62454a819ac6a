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
  /** Sends the answer's SDP with `ringing`, so that the caller hears ringing before somebody answers. */
  readonly earlyMedia: boolean
}

/**
 * A client that calls. The client knows its call by its own `TJ...` SID until `ringing` or `answer` names the
 * CallSid, and hears nothing that names another: until then, a hang-up must use the SID the client made.
 */
export function createClientCaller(
  options: ClientCallerOptions,
  deps: ClientTransportDeps & LegDeps,
): CallerLeg & ClientLeg {
  const { sid, socket, invite, to, earlyMedia } = options
  const { log, createMedia } = deps
  const line = createClientTransport(sid, socket, deps, (why) => finish('lost', why))
  const leg = createLeg(
    { sid, kind: 'client', direction: 'inbound', from: `client:${socket.identity}`, to, voice: line.voice },
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

  function finish(ending: HangupCause, why?: 'socket' | 'media', error?: SignalError): void {
    const told =
      error ?? (why === 'media' ? signalErrors.mediaTimeout : opened ? undefined : signalErrorOf(ending))
    if (!leg.end(ending, told)) return
    line.socket.send('hangup', {
      callsid: named ? sid : invite.callsid,
      ...(told === undefined ? {} : { error: told }),
    })
    close()
  }

  function close(): void {
    line.close()
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
        line.open(socket, media, newReconnectToken(), invite.sdp)
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
      if (!sdpSent) line.open(socket, media, newReconnectToken(), invite.sdp)
      leg.markAnswered()
      socket.send('answer', {
        callsid: sid,
        ...(sdpSent ? {} : { sdp: answer }),
        reconnect: line.reconnectToken,
      })
    },
    hangUp: (ending: HangupCause, error?: SignalError) => finish(ending, undefined, error),
    async onAnswer() {},
    onReject() {},
    onHangup() {
      if (leg.end(opened ? 'completed' : 'canceled')) close()
    },
    onDigits: (digits: string) => line.receiveDigits(digits),
    onReinvite: (from: ClientSocket, offer: string) => line.reinvite(from, offer),
    async onResume(next: ClientSocket, offer: string, token: string) {
      if (leg.ended.aborted) return next.send('hangup', { callsid: sid })
      if (!(await line.resume(next, offer, token)))
        next.send('hangup', { callsid: sid, error: signalErrors.reconnectDenied })
    },
    onSocketClosed(gone: ClientSocket) {
      // The SDK gives up a call that nobody has answered when its socket closes.
      if (opened) line.socketClosed(gone)
      else if (gone === socket && leg.end('canceled')) close()
    },
    onSocketReady() {},
    sendMessage(message: Payload<'message'>) {
      if (!named || leg.ended.aborted || !line.socket.alive) return false
      line.socket.send('message', message)
      return true
    },
    blackhole: (on: boolean) => line.blackhole(on),
    repeatInvite: () => 0,
    shutDown: () => finish('completed'),
  })
}
