import { createHash, randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { connectThroughProxy, readProxyRoutes, type ProxyRoute } from './proxy-route.ts'
import type { Timers } from '../lib/timers.ts'

/**
 * `open`: the host accepts a signalling socket. `refusing`: it responds, but refuses the socket. `other-certificate`: the
 * server presents another certificate than the pinned one. `unknown`: a proxy is in use that may connect the page although it refused this
 * probe.
 */
export type ProbeResult = 'open' | 'refusing' | 'other-certificate' | 'unreachable' | 'unknown'

export interface ProbeDeps {
  /** `tls.connect`, as a socket that may still be connecting. */
  readonly connect: (options: {
    host: string
    port: number
    servername: string
    rejectUnauthorized: boolean
    /** The connection to use, if one is open already. */
    socket?: Socket
  }) => TLSSocket
  /** The system's proxies for an address, in the format of `session.resolveProxy`. */
  readonly resolveProxy: (url: string) => Promise<string>
  readonly timers: Timers
}

export interface ProbeTarget {
  /** `host:port` of an exchange, or null for Twilio. */
  readonly signallingHost: string | null
  /** The certificate to expect there (`sha256/<base64>`), or null for one that the system trusts. */
  readonly fingerprint: string | null
}

/** Where the SDK connects first. */
const TWILIO = 'voice-js.roaming.twilio.com:443'
/** Longer than the retransmission of a lost packet takes. */
const TIMEOUT_MS = 2_000
const MAX_REPLY_LENGTH = 4_096

/**
 * Requests a WebSocket from a signalling host by the same route as the phone, and closes the connection after the reply. Sends
 * nothing secret. Never rejects.
 */
export async function probeSignalling(target: ProbeTarget, deps: ProbeDeps): Promise<ProbeResult> {
  const [host = '', port = ''] = (target.signallingHost ?? TWILIO).split(':')
  const address = { host, port: Number(port), fingerprint: target.fingerprint }
  const answer = await deps.resolveProxy(`wss://${host}:${port}/signal`).catch(() => null)
  const routes = answer === null ? [DIRECT] : readProxyRoutes(answer)
  // An empty result names no proxy.
  const [first = DIRECT] = routes
  if (first.kind === 'direct' && answer !== null) return ask(address, undefined, deps)
  for (const route of answer === null ? [DIRECT] : routes) {
    const found = await askOn(route, address, deps)
    if (found !== 'unreachable') return found
  }
  return 'unknown'
}

const DIRECT: ProxyRoute = { kind: 'direct' }

interface Address {
  readonly host: string
  readonly port: number
  readonly fingerprint: string | null
}

/** The result for a route that may use a proxy: `unreachable` if this route fails. */
async function askOn(route: ProxyRoute, address: Address, deps: ProbeDeps): Promise<ProbeResult> {
  if (route.kind === 'direct') return ask(address, undefined, deps)
  if (route.kind === 'other') return 'unreachable'
  const late = new AbortController()
  const stopWaiting = deps.timers.after(TIMEOUT_MS, () => late.abort())
  const socket = await connectThroughProxy(route, address, late.signal)
  stopWaiting()
  return socket ? ask(address, socket, deps) : 'unreachable'
}

function ask(
  { host, port, fingerprint }: Address,
  through: Socket | undefined,
  { connect, timers }: ProbeDeps,
): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      servername: host,
      // A pinned certificate is checked below, by its fingerprint.
      rejectUnauthorized: fingerprint === null,
      ...(through && { socket: through }),
    })
    const finish = (result: ProbeResult) => {
      cancelTimeout()
      socket.destroy()
      through?.destroy()
      resolve(result)
    }
    const cancelTimeout = timers.after(TIMEOUT_MS, () => {
      finish('unreachable')
    })
    let answer = ''
    socket.setEncoding('latin1')
    socket.on('error', () => {
      finish('unreachable')
    })
    socket.on('close', () => {
      finish('unreachable')
    })
    socket.on('secureConnect', () => {
      if (fingerprint !== null && fingerprintOf(socket) !== fingerprint) return finish('other-certificate')
      socket.write(request(host))
    })
    socket.on('data', (text: string) => {
      answer += text
      const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]
      if (status !== undefined) finish(status === '101' ? 'open' : 'refusing')
      else if (answer.length > MAX_REPLY_LENGTH) finish('refusing')
    })
  })
}

function request(host: string): string {
  return [
    'GET /signal HTTP/1.1',
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    '\r\n',
  ].join('\r\n')
}

function fingerprintOf(socket: TLSSocket): string {
  return `sha256/${createHash('sha256').update(socket.getPeerCertificate().raw).digest('base64')}`
}
