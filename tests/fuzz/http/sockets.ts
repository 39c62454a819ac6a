import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { WebSocket } from 'ws'
import { accessToken } from '../../support/app/account.ts'
import type { SeededRng } from '../../support/random/seeded-rng.ts'
import type { Targets } from './targets.ts'

const TYPES = ['listen', 'register', 'invite', 'answer', 'reject', 'hangup', 'dtmf', 'reinvite', 'message', '__proto__', 'toString', 'x'] // prettier-ignore
const VALUES: readonly unknown[] = [
  null,
  0,
  -1,
  '',
  'x',
  [],
  {},
  true,
  1e308,
  'x'.repeat(20_000),
  { __proto__: null },
]

/** A frame for the signalling socket that makes no sense. */
function hostileFrame(rng: SeededRng): string | Buffer {
  const pick = <T>(list: readonly T[]): T => rng.pick(list.map((one) => [1, one] as const))
  const value = (): unknown => pick(VALUES)
  const payload = { callsid: value(), sdp: value(), token: value(), media: value(), dtmf: value(), content: value(), twilio: { params: value() } } // prettier-ignore
  return pick<() => string | Buffer>([
    () => JSON.stringify({ type: pick(TYPES), payload, version: '1.6' }),
    () => JSON.stringify({ type: pick(TYPES), payload: value() }),
    () => JSON.stringify({ type: value(), payload }),
    () => JSON.stringify(value()),
    () => '{"type":"listen","payload":{"__proto__":{"polluted":1},"token":"a.b.c"}}',
    () =>
      `{"type":"message","payload":{"content":${'['.repeat(10_000)}${']'.repeat(10_000)},"callsid":"x","messagetype":"x","voiceeventsid":"x"}}`,
    () => '['.repeat(100_000),
    () => '\n'.repeat(rng.between(1, 100)),
    () => '\0\ud800',
    () => '',
    () => Buffer.alloc(rng.between(0, 5_000), 0xff),
  ])()
}

/** Sends `frames` frames on one socket, with a good token first or without; resolves when the server has had enough. */
export function floodSocket(
  { signalPort, account }: Targets,
  rng: SeededRng,
  frames: number,
  trusted: boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const socket = openSocket(signalPort)
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
    socket.on('open', () => {
      const listen = { token: accessToken(account, 'flood'), browserinfo: {}, reconnectTimeout: 0 }
      if (trusted) socket.send(JSON.stringify({ type: 'listen', payload: listen, version: '1.6' }))
      for (let left = frames; left > 0; left -= 1) socket.send(hostileFrame(rng), () => undefined)
      socket.close()
    })
  })
}

/** Larger than any message: the server must say 1009 and hang up. Answers the close code. */
export function sendHugeFrame({ signalPort }: Targets): Promise<number> {
  return new Promise((resolve) => {
    const socket = openSocket(signalPort)
    socket.on('error', () => undefined)
    socket.on('close', (code) => resolve(code))
    socket.on('open', () => socket.send('x'.repeat(4 * 1024 * 1024), () => undefined))
  })
}

/** Sockets that open and say nothing, or a little now and then; resolves when the server has closed them all. */
export async function trickle(targets: Targets, sockets: number): Promise<void> {
  const kinds = [
    () => connect(targets.tokenPort, '127.0.0.1'),
    () => connect(targets.controlPort, '127.0.0.1'),
    () => connectTls({ port: targets.signalPort, host: '127.0.0.1', rejectUnauthorized: false }),
    // No handshake at all.
    () => connect(targets.signalPort, '127.0.0.1'),
  ]
  const beginnings = [
    '',
    'POST /token HTTP/1.1\r\nHost: x\r\n',
    'POST /calls HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n',
  ]
  await Promise.all(
    Array.from({ length: sockets }, (_, index) => {
      return new Promise<void>((resolve) => {
        const socket = kinds[index % kinds.length]?.()
        if (!socket) return resolve()
        const drip = setInterval(() => socket.write(index % 2 ? 'a' : 'X: y\r\n'), 500)
        socket.on('error', () => undefined)
        socket.on('close', () => {
          clearInterval(drip)
          resolve()
        })
        const beginning = beginnings[index % beginnings.length] ?? ''
        if (beginning !== '') socket.write(beginning)
      })
    }),
  )
}

function openSocket(port: number): WebSocket {
  return new WebSocket(`wss://localhost:${port}/signal`, { rejectUnauthorized: false, family: 4 })
}
