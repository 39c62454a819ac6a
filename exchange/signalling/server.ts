import type { Session, SessionDeps } from './session-types.ts'
import { createServer } from 'node:https'
import { SERVER_TIMEOUTS } from '../../common/http/server-limits.ts'
import type { Socket } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { createLineLimit } from '../../common/log/line-limit.ts'
import type { Certificate } from './certificate.ts'
import { applyServerLimits, HANDSHAKE_TIMEOUT_MS, portOf } from '../lib/http-server.ts'
import { errorMessage } from '../../common/lib/error-message.ts'
import type { Log } from '../lib/log.ts'
import { newSid } from '../model/sids.ts'
import { edgeOf, type EdgeNames } from './edge-locations.ts'
import { createConnectionLimits } from './connection-limits.ts'
import { createSession } from './session.ts'
import type { WebGuard } from '../lib/web-guard.ts'
import type { Hono } from 'hono'
import { requestListener, type NodeEnv } from '../lib/http-app.ts'

export interface SignalServer {
  readonly port: number
  readonly sessions: ReadonlySet<Session>
  /** Fault: while on, new sockets are refused: all of them, or those of `identity`. */
  refuse(on: boolean, identity?: string): void
  /** Fault: closes every socket, and listens again on the same port after `downMs`. */
  restart(downMs: number): void
  close(): Promise<void>
}

/** Larger than any message of the SDK. */
const MAX_MESSAGE_BYTES = 256 * 1024
const MAX_UNREAD_BYTES = 4 * 1024 * 1024

/** Listens for clients at `wss://localhost:PORT/signal`. */
export async function startSignalServer(
  options: {
    readonly host: string
    readonly port: number
    readonly certificate: Certificate
    /** For requests that are not WebSocket upgrades. */
    readonly app: Hono<NodeEnv>
    readonly guard: WebGuard
  },
  deps: Omit<SessionDeps, 'onAuthenticated'> & {
    readonly sessions: Set<Session>
    readonly refused: Set<string>
  },
): Promise<SignalServer> {
  const { certificate, guard } = options
  const https = applyServerLimits(
    createServer(
      {
        cert: certificate.pem,
        key: certificate.key,
        handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
        ...SERVER_TIMEOUTS,
      },
      requestListener(options.app),
    ),
  )
  const limits = createConnectionLimits(https)
  const refusals = createLineLimit(() => deps.clock.now())
  /** Limits the log lines about clients without a valid token, which reconnect repeatedly. */
  const sessionLog: Log = (level, event, details) => {
    const leftOut = event === 'token-refused' ? refusals(event) : 0
    if (leftOut === undefined) return
    deps.log(level, event, leftOut > 0 ? { ...details, leftOut } : details)
  }
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES })
  const { sessions } = deps
  const { refused } = deps
  let refusing = false

  https.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const path = request.url?.split('?')[0]
    const isForeign = guard.refusalReason(request) !== undefined
    if (refusing || isForeign || path !== '/signal') {
      const status = isForeign ? '403 Forbidden' : refusing ? '503 Service Unavailable' : '404 Not Found'
      return socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    }
    return server.handleUpgrade(request, socket, head, (client) =>
      acceptClient(client, edgeOf(request.headers.host), request.socket),
    )
  })

  function acceptClient(socket: WebSocket, edge: EdgeNames | undefined, tcp: Socket): void {
    const session = createSession(
      newSid('WS'),
      {
        // A client that does not read its replies would make the exchange store them.
        send: (text) => (socket.bufferedAmount > MAX_UNREAD_BYTES ? socket.terminate() : socket.send(text)),
        terminate: () => socket.terminate(),
      },
      {
        ...deps,
        log: sessionLog,
        names: { ...deps.names, ...edge },
        onAuthenticated: (identity) => limits.markAuthenticated(tcp, identity),
      },
    )
    sessions.add(session)
    socket.on('message', (data, binary) => {
      if (!binary && Buffer.isBuffer(data)) session.receive(data.toString('utf8'))
    })
    socket.on('error', (error) =>
      deps.log('info', 'socket-error', { socket: session.id, problem: errorMessage(error) }),
    )
    socket.on('close', () => {
      sessions.delete(session)
      session.closed()
    })
  }

  const listen = (wanted: number): Promise<number> =>
    new Promise((resolve, reject) => {
      https.once('error', reject)
      https.listen(wanted, options.host, () => {
        https.off('error', reject)
        resolve(portOf(https.address()))
      })
    })

  const closeAll = (): Promise<void> => {
    for (const client of server.clients) client.terminate()
    https.closeAllConnections()
    return new Promise((resolve) => https.close(() => resolve()))
  }

  const port = await listen(options.port)
  let stopWaiting = (): void => undefined
  let closed = false

  return {
    port,
    sessions,
    refuse(on, identity) {
      if (identity === undefined) refusing = on
      else if (on) refused.add(identity)
      else refused.delete(identity)
      if (identity === undefined && !on) refused.clear()
    },
    restart(downMs) {
      stopWaiting()
      const silent = closeAll()
      const again = (): void =>
        void silent
          .then(() => (closed ? port : listen(port)))
          .catch((error: unknown) => deps.log('error', 'not-restarted', { problem: errorMessage(error) }))
      stopWaiting = deps.clock.setTimeout(again, downMs)
    },
    close() {
      closed = true
      stopWaiting()
      return closeAll()
    },
  }
}
