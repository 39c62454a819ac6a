import { createHash, randomBytes } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import type { Timers } from './timers.ts'

/**
 * `open`: the host would take a signalling socket. `refusing`: it answers, and does not. `stranger`: somebody answers
 * with another certificate than the pinned one.
 */
export type ProbeResult = 'open' | 'refusing' | 'stranger' | 'unreachable'

export interface ProbeEdges {
  /** `tls.connect`, as a socket that may still be connecting. */
  readonly connect: (options: {
    host: string
    port: number
    servername: string
    rejectUnauthorized: boolean
  }) => TLSSocket
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
/** Longer than a first packet lost and sent again. */
const PATIENCE_MS = 2_000
const LONGEST_ANSWER = 4_096

/**
 * Knocks at a signalling host: begins a WebSocket as the phone would, and leaves when it is answered. Carries nothing
 * secret. Never rejects.
 */
export function probeSignalling(
  { signallingHost, fingerprint }: ProbeTarget,
  { connect, timers }: ProbeEdges,
): Promise<ProbeResult> {
  const [host = '', port = ''] = (signallingHost ?? TWILIO).split(':')
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(port),
      servername: host,
      // A pinned certificate is checked below, by its fingerprint.
      rejectUnauthorized: fingerprint === null,
    })
    const finish = (result: ProbeResult) => {
      giveUp()
      socket.destroy()
      resolve(result)
    }
    const giveUp = timers.after(PATIENCE_MS, () => {
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
      if (fingerprint !== null && fingerprintOf(socket) !== fingerprint) return finish('stranger')
      socket.write(request(host))
    })
    socket.on('data', (text: string) => {
      answer += text
      const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]
      if (status !== undefined) finish(status === '101' ? 'open' : 'refusing')
      else if (answer.length > LONGEST_ANSWER) finish('refusing')
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
