import { errorMessage } from '../../common/lib/error-message.ts'
import { signalErrors, type HangupCause } from '../model/hangup-causes.ts'
import type { Payload } from '../model/signalling-messages.ts'
import { createBranches, type Branch } from './client-branches.ts'
import { createClientTransport, closeQuietly, type ClientTransportDeps } from './client-transport.ts'
import type { ClientSocket, Reachable } from '../model/client-socket.ts'
import type { CalledEvents, CalledLeg, ClientLeg } from '../model/leg-types.ts'
import { createLeg, type LegDeps } from './leg.ts'

export interface ClientCalleeOptions {
  readonly sid: string
  readonly parentSid: string | undefined
  readonly identity: string
  readonly accountSid: string
  readonly from: string
  /** Custom parameters for the client. */
  readonly parameters: Readonly<Record<string, string>>
  readonly stirStatus?: string
  readonly reachable: Reachable
}

/**
 * A called identity, on every socket that is registered for it. The sockets share one CallSid; each has its own branch with its own
 * offer:
 *
 *   invite to every socket ──> answer from one: it wins, the others get `cancel`
 *                         ├──> reject from one: the call is rejected, the others get `cancel`
 *                         ├──> hangup from one (no microphone): that branch ends, the others keep ringing
 *                         └──> canceled by the exchange: every branch gets `cancel`
 *
 * A branch whose socket closes keeps its offer, because its client may have accepted and the message may be lost. A client that
 * registers again is invited again. Every answer after the first gets `cancel`.
 */
export function createClientCallee(
  options: ClientCalleeOptions,
  deps: ClientTransportDeps & LegDeps,
): CalledLeg & ClientLeg {
  const { sid, identity, from } = options
  const { log, createMedia } = deps
  const transport = createClientTransport(sid, undefined, deps, (why) => finish('lost', why))
  const parentSid = options.parentSid === undefined ? {} : { parentSid: options.parentSid }
  const direction = options.parentSid === undefined ? 'outbound-api' : 'outbound-dial'
  const to = `client:${identity}`
  const leg = createLeg(
    { sid, ...parentSid, kind: 'client', direction, from, to, voice: transport.voice },
    deps,
  )
  const branches = createBranches({ ...options, to }, deps, leg.ended, () => {
    if (leg.markRinging()) events?.ringing()
  })
  let events: CalledEvents | undefined
  /** The socket whose answer is being processed. */
  let settling: ClientSocket | undefined
  let opened = false

  function finish(cause: HangupCause, why?: 'socket' | 'media'): void {
    const error = why === 'media' ? signalErrors.mediaTimeout : undefined
    if (!leg.end(cause, error)) return
    if (opened) transport.socket.send('hangup', { callsid: sid, ...(error === undefined ? {} : { error }) })
    branches.cancelAll()
    transport.close()
  }

  /** Ends one branch, and the call with the last branch. */
  function drop(branch: Branch): void {
    branches.remove(branch)
    if (branches.count === 0 && settling === undefined) finish('rejected')
  }

  async function settle(
    socket: ClientSocket,
    branch: Branch,
    remoteSdp: string,
    forward: boolean,
  ): Promise<void> {
    if (settling === socket) return
    if (opened || settling || leg.ended.aborted || events?.claim() !== true) return branches.cancel(socket)
    settling = socket
    const media = forward
      ? createMedia(identity, { onWarning: (problem) => log('warn', 'media', { callSid: sid, problem }) })
      : branch.media
    try {
      const answer = forward ? await media.answer(remoteSdp) : await media.accept(remoteSdp)
      settling = undefined
      if (leg.ended.aborted) {
        closeQuietly(media, log)
        return branches.cancel(socket)
      }
      opened = true
      branches.take(branch, socket, forward)
      branches.cancelAll()
      transport.open(socket, media, branch.token, remoteSdp)
      leg.markRinging()
      leg.markAnswered()
      if (typeof answer === 'string')
        socket.send('answer', { callsid: sid, sdp: answer, reconnect: branch.token })
      events.answered()
    } catch (error) {
      settling = undefined
      log('warn', 'bad-answer', { callSid: sid, problem: errorMessage(error) })
      if (forward) closeQuietly(media, log)
      socket.send('hangup', {
        callsid: sid,
        error: { ...signalErrors.badRequest, message: errorMessage(error) },
      })
      events.unclaim()
      drop(branch)
    }
  }

  return Object.assign(leg, {
    identity,
    temporarySid: undefined,
    call(called: CalledEvents) {
      events = called
      const sockets = options.reachable(identity)
      if (sockets.length === 0) return finish('unavailable')
      for (const socket of sockets) branches.invite(socket)
    },
    release: (cause: HangupCause) => finish(cause),
    async onAnswer(socket: ClientSocket, sdp: string) {
      const branch = branches.of(socket) ?? branches.orphan()
      if (branch) await settle(socket, branch, sdp, false)
      else if (!opened || socket !== transport.socket) branches.cancel(socket)
    },
    onReject(socket: ClientSocket) {
      if (opened || settling) return
      const branch = branches.of(socket)
      if (branch) branches.remove(branch)
      finish('rejected')
    },
    onHangup(socket: ClientSocket) {
      if (opened) {
        // It was sent before the `cancel` arrived.
        if (branches.hasLeft(socket)) return
        if (leg.end('completed')) transport.close()
        return
      }
      const branch = branches.of(socket) ?? branches.orphan()
      if (branch && !leg.ended.aborted) drop(branch)
    },
    onDigits: (digits: string) => transport.receiveDigits(digits),
    async onReinvite(socket: ClientSocket, offer: string) {
      if (!branches.hasLeft(socket)) await transport.reinvite(socket, offer)
    },
    async onResume(socket: ClientSocket, offer: string, token: string) {
      if (leg.ended.aborted) return socket.send('hangup', { callsid: sid })
      const branch = branches.withToken(token)
      if (!opened && branch) return settle(socket, branch, offer, true)
      if (!opened || !(await transport.resume(socket, offer, token)))
        socket.send('hangup', { callsid: sid, error: signalErrors.reconnectDenied })
    },
    onSocketClosed(socket: ClientSocket) {
      if (opened) transport.socketClosed(socket)
    },
    onSocketReady(socket: ClientSocket) {
      if (!events || opened || settling || leg.ended.aborted) return
      // A socket that was invited before already rings, or has left the call.
      if (!branches.of(socket) && !branches.hasLeft(socket)) branches.invite(socket)
    },
    sendMessage(message: Payload<'message'>) {
      if (leg.ended.aborted) return false
      if (!opened) return branches.broadcast('message', message)
      transport.socket.send('message', message)
      return transport.socket.alive
    },
    blackhole: (on: boolean) => transport.blackhole(on),
    repeatInvite: () => branches.repeat(),
    shutDown: () => finish(opened ? 'completed' : 'canceled'),
  })
}
