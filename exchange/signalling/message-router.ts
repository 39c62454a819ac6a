import type { Switchboard } from '../calls/switchboard.ts'
import type { EventLog } from '../model/events.ts'
import { errorMessage } from '../../common/lib/error-message.ts'
import { type Log, errorLocation } from '../lib/log.ts'
import { signalErrors } from '../model/hangup-causes.ts'
import type { Claims } from '../model/account.ts'
import type { Payload } from '../model/signalling-messages.ts'
import type { CallMessage, Session } from './session-types.ts'

/** The only type of call message. */
const MESSAGE_TYPE = 'user-defined-message'

/** Twilio's limit for the content of a call message. */
const MAX_MESSAGE_BYTES = 10_000

/**
 * Routes the messages of clients to their calls. A call is found by its SID and the client's identity, not by the socket, so that it
 * continues after a reconnect. Messages for ended calls are ignored, unless the client expects a reply.
 */
export function createRouter(
  switchboard: Switchboard,
  { log, events }: { readonly log: Log; readonly events: EventLog },
): (session: Session, claims: Claims, message: CallMessage) => void {
  async function route(session: Session, claims: Claims, message: CallMessage): Promise<void> {
    const { payload } = message
    const end = switchboard.clientLegFor(payload.callsid, claims.identity)
    if (message.type === 'invite') return invite(session, claims, message.payload)
    if (end === undefined) {
      if (message.type === 'answer') session.send('cancel', { callsid: payload.callsid })
      if (message.type === 'message') refuseMessage(session, message.payload, signalErrors.notFound)
      return log('info', 'message-for-no-call', { socket: session.id, type: message.type })
    }
    switch (message.type) {
      case 'answer':
        return end.onAnswer(session, message.payload.sdp)
      case 'reject':
        return end.onReject(session)
      case 'hangup':
        return end.onHangup(session)
      case 'dtmf':
        return end.ended.aborted ? undefined : end.onDigits(message.payload.dtmf)
      case 'reinvite':
        return end.ended.aborted ? undefined : end.onReinvite(session, message.payload.sdp)
      case 'message':
        return end.ended.aborted ? undefined : acknowledge(session, end.sid, message.payload)
    }
  }

  async function invite(session: Session, claims: Claims, payload: Payload<'invite'>): Promise<void> {
    if (payload.reconnect !== undefined) {
      const end = switchboard.clientLegFor(payload.callsid, claims.identity)
      if (end) return end.onResume(session, payload.sdp, payload.reconnect)
      return session.send('hangup', { callsid: payload.callsid, error: signalErrors.notFound })
    }
    if (session.expired)
      return session.send('hangup', { callsid: payload.callsid, error: signalErrors.registrationExpired })
    switchboard.invite(session, claims, payload)
  }

  function acknowledge(session: Session, callSid: string, payload: Payload<'message'>): void {
    const { voiceeventsid, messagetype, contenttype, content } = payload
    if (messagetype !== MESSAGE_TYPE) return refuseMessage(session, payload, signalErrors.messageType)
    if (Buffer.byteLength(JSON.stringify(content ?? null)) > MAX_MESSAGE_BYTES)
      return refuseMessage(session, payload, signalErrors.messageTooLarge)
    const about = { sid: voiceeventsid, messageType: messagetype, contentType: contenttype, content }
    events.emit({ type: 'message', callSid, direction: 'from-client', ...about })
    session.send('ack', { acktype: 'message', callsid: payload.callsid, voiceeventsid })
  }

  return (session, claims, message) => {
    route(session, claims, message).catch((error: unknown) =>
      log('error', 'message-failed', {
        socket: session.id,
        type: message.type,
        problem: errorMessage(error),
        where: errorLocation(error),
      }),
    )
  }
}

function refuseMessage(
  session: Session,
  payload: Payload<'message'>,
  error: { code: number; message: string },
): void {
  session.send('error', { callsid: payload.callsid, voiceeventsid: payload.voiceeventsid, error })
}
