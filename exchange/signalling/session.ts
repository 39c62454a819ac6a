import type { Claims } from '../model/account.ts'
import { detach, guarded } from '../lib/guarded.ts'
import { signalErrors, type SignalError } from '../model/hangup-causes.ts'
import { verifyToken, type TokenCheck } from './access-token.ts'
import { createLatencyInjector } from './latency-injector.ts'
import type { Session, SessionDeps, SocketConnection } from './session-types.ts'
import {
  parseFrame,
  serializeMessage,
  type ClientMessage,
  type Payload,
  type ServerMessageType,
} from '../model/signalling-messages.ts'

/** How long a client may keep its socket open after `close`, in milliseconds. */
const CLOSE_TIMEOUT_MS = 2000
/** How long a socket may stay without a valid token, in milliseconds. The SDK sends its token at once. */
const LISTEN_TIMEOUT_MS = 10_000
/** After more invalid messages than this a socket is closed. */
const MAX_INVALID_MESSAGES = 50

export function createSession(id: string, transport: SocketConnection, deps: SessionDeps): Session {
  const { clock, events, log, account, names, timing, tokens } = deps
  const tokenTime = (): number => clock.now() + tokens.aheadMs
  let claims: Claims | undefined
  /** Messages that wait until a token has been checked. */
  let waiting: ClientMessage[] | undefined
  let token = ''
  let registered = false
  let refused = false
  let alive = true
  let stalled = false
  let forgotten = false
  let reconnectMs = 0
  let lastHeard = clock.now()
  const outward = createLatencyInjector(clock)
  const inward = createLatencyInjector(clock)
  let invalidMessages = 0
  let stopHeartbeat = clock.setTimeout(sendHeartbeat, timing.heartbeat)
  const stopWaiting = clock.setTimeout(() => {
    if (alive && !claims) transport.terminate()
  }, LISTEN_TIMEOUT_MS)

  function write(text: string): void {
    outward.run(() => {
      if (alive && !stalled) transport.send(text)
    })
  }

  const send = (type: ServerMessageType, payload: object): void => write(serializeMessage(type, payload))

  function sendHeartbeat(): void {
    if (clock.now() - lastHeard > timing.silence && !stalled) {
      log('warn', 'socket-silent', { socket: id })
      return transport.terminate()
    }
    write('\n')
    stopHeartbeat = clock.setTimeout(sendHeartbeat, timing.heartbeat)
  }

  function expired(): boolean {
    return claims !== undefined && claims.expiresAt * 1000 <= tokenTime()
  }

  function sendError(error: SignalError, more: object = {}): void {
    send('error', { error: { code: error.code, message: error.message }, ...more })
  }

  function refuse(error: SignalError, why: string): void {
    log('warn', 'token-refused', { socket: id, code: error.code, why })
    events.emit({ type: 'refused', socket: id, code: error.code, reason: why })
    sendError(error)
    // A client that is connected keeps its session: only the new token is refused.
    if (claims) return
    refused = true
    send('close', {})
    clock.setTimeout(() => alive && transport.terminate(), CLOSE_TIMEOUT_MS)
  }

  /** Checks a token. Messages that arrive meanwhile are handled afterwards, in their order. */
  async function listen({ token: given, reconnectTimeout }: Payload<'listen'>): Promise<void> {
    if (refused) return
    if (tokens.revoked.has(given)) return refuse(signalErrors.registrationExpired, 'it was revoked')
    waiting = []
    const check = await verifyToken(given, account, tokenTime())
    if (alive) accept(given, check, reconnectTimeout)
    const later = waiting
    waiting = undefined
    for (const message of later) guarded(log, 'message', () => dispatch(message))()
  }

  function accept(given: string, check: TokenCheck, reconnectTimeout: number): void {
    if (!check.ok) return refuse(check.error, check.why)
    if (claims && claims.identity !== check.claims.identity)
      return refuse(signalErrors.unauthorized, 'its identity differs from that of the earlier token')
    const first = claims === undefined
    if (first && deps.refused.has(check.claims.identity)) return transport.terminate()
    claims = check.claims
    token = given
    deps.onAuthenticated(claims.identity)
    reconnectMs = reconnectTimeout * 1000
    send('connected', {
      ...names,
      token: {
        identity: claims.identity,
        ttl: Math.max(0, Math.floor(claims.expiresAt - tokenTime() / 1000)),
      },
    })
    if (first) events.emit({ type: 'connected', socket: id, identity: claims.identity })
    // The SDK does not register again after `updateToken`: a registered client stays registered.
    if (registered) deps.onReady(session)
  }

  function register(wanted: boolean): void {
    if (forgotten) return
    if (claims === undefined) return sendError(signalErrors.invalidToken)
    if (expired()) return sendError(signalErrors.registrationExpired)
    const { identity } = claims
    if (wanted && !claims.incoming) {
      sendError({ ...signalErrors.unauthorized, message: 'This token does not allow incoming calls' })
      return send('offline', {})
    }
    const before = registered
    registered = wanted
    send(wanted ? 'ready' : 'offline', {})
    if (before !== wanted) events.emit({ type: wanted ? 'registered' : 'unregistered', socket: id, identity })
    if (wanted) deps.onReady(session)
  }

  function exceedsInvalidLimit(): boolean {
    invalidMessages += 1
    if (invalidMessages <= MAX_INVALID_MESSAGES) return false
    if (invalidMessages === MAX_INVALID_MESSAGES + 1) {
      log('warn', 'socket-invalid-messages', { socket: id })
      transport.terminate()
    }
    return true
  }

  function handle(text: string): void {
    if (!alive) return
    const reading = parseFrame(text)
    switch (reading.kind) {
      case 'heartbeat':
        return
      case 'unknown':
        if (exceedsInvalidLimit()) return
        return log('warn', 'message-unknown', { socket: id, type: reading.type })
      case 'malformed':
        if (exceedsInvalidLimit()) return
        log('warn', 'message-malformed', { socket: id, why: reading.why })
        return sendError(
          signalErrors.malformed,
          reading.callSid === undefined ? {} : { callsid: reading.callSid },
        )
      case 'message':
        break
    }
    dispatch(reading.message)
  }

  function dispatch(message: ClientMessage): void {
    if (!alive) return
    if (waiting !== undefined) return void waiting.push(message)
    if (message.type === 'listen') return detach(listen(message.payload), log, 'token check')
    if (message.type === 'register') return register(message.payload.media.audio)
    if (claims === undefined)
      return sendError(signalErrors.invalidToken, { callsid: message.payload.callsid })
    deps.onCall(session, claims, message)
  }

  const session: Session = {
    id,
    get identity() {
      return claims?.identity ?? ''
    },
    get claims() {
      return claims
    },
    get alive() {
      return alive
    },
    get reconnectMs() {
      return reconnectMs
    },
    get registered() {
      return registered
    },
    get expired() {
      return expired()
    },
    get reachable() {
      return alive && registered && !expired()
    },
    send,
    receive(text) {
      if (stalled) return
      lastHeard = clock.now()
      inward.run(guarded(log, 'message', () => handle(text)))
    },
    closed() {
      if (!alive) return
      alive = false
      stopHeartbeat()
      stopWaiting()
      const identity = claims?.identity
      if (registered && identity !== undefined) events.emit({ type: 'unregistered', socket: id, identity })
      events.emit({ type: 'disconnected', socket: id, ...(identity === undefined ? {} : { identity }) })
      guarded(log, 'closed', () => deps.onClosed(session))()
    },
    terminate: () => transport.terminate(),
    stall(on) {
      stalled = on
      lastHeard = clock.now()
    },
    forget(on) {
      forgotten = on
      if (!on || !registered || claims === undefined) return
      registered = false
      events.emit({ type: 'unregistered', socket: id, identity: claims.identity })
    },
    delay(ms) {
      outward.setDelay(ms)
      inward.setDelay(ms)
    },
    expire() {
      if (!claims) return
      claims = { ...claims, expiresAt: Math.floor(tokenTime() / 1000) }
      sendError(signalErrors.registrationExpired)
    },
    revoke() {
      if (!claims) return
      tokens.revoked.add(token)
      session.expire()
      send('close', {})
    },
    sendClose: () => send('close', {}),
  }
  return session
}
