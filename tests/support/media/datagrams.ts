import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { StunProtocol } from 'werift'
import { bindingRequest } from './stun.ts'
import type { TestPeer } from './werift-peer.ts'

/** A datagram of a program that is no part of the call, by what it is. */
export type Attack = readonly [what: string, datagram: Buffer]

const record = (type: number, epoch: number, body: Buffer | number[], sequence = 0): Buffer => {
  const fragment = Buffer.from(body)
  const header = Buffer.alloc(13)
  header.writeUInt8(type, 0)
  header.writeUInt16BE(0xfefd, 1)
  header.writeUInt16BE(epoch, 3)
  header.writeUIntBE(sequence, 5, 6)
  header.writeUInt16BE(fragment.length, 11)
  return Buffer.concat([header, fragment])
}

const handshake = (type: number, sequence: number, length: number, offset: number, size: number): Buffer => {
  const header = Buffer.alloc(12)
  header.writeUInt8(type, 0)
  header.writeUIntBE(length, 1, 3)
  header.writeUInt16BE(sequence, 4)
  header.writeUIntBE(offset, 6, 3)
  header.writeUIntBE(size, 9, 3)
  return Buffer.concat([header, Buffer.alloc(size, 1)])
}

/** A ClientHello without extensions. */
const hello = (sequence: number): Buffer => {
  const body = Buffer.concat([
    Buffer.from([0xfe, 0xfd]),
    Buffer.alloc(32, 7),
    Buffer.from([0, 0, 0, 2, 0xc0, 0x2b, 1, 0]),
  ])
  const head = handshake(1, sequence, body.length, 0, 0)
  head.writeUIntBE(body.length, 9, 3)
  return record(22, 0, Buffer.concat([head, body]))
}

const CLOSE_NOTIFY = [1, 0]
const FATAL = [2, 40]

/** A fragment of an incomplete message with an announced length of 60 kB. */
export const endlessFragment = (sequence: number, offset: number): Buffer =>
  record(22, 0, handshake(11, sequence, 16_000, offset, 1400))

/** Datagrams that can be made without any secret of the call; `ssrc` is that of the client. */
export function attacks(ssrc = 1): Attack[] {
  const rtp = Buffer.alloc(172, 0x55)
  rtp.writeUInt16BE(0x8000, 0)
  rtp.writeUInt32BE(ssrc, 8)
  const rtcp = Buffer.alloc(40, 1)
  rtcp.writeUInt16BE(0x80c8, 0)
  return [
    ['a plaintext close_notify', record(21, 0, CLOSE_NOTIFY)],
    ['a plaintext fatal alert', record(21, 0, FATAL)],
    ['an alert that only looks encrypted', record(21, 1, [...CLOSE_NOTIFY, ...Buffer.alloc(30)])],
    ['an alert of a later epoch', record(21, 2, [...CLOSE_NOTIFY, ...Buffer.alloc(30)], 1)],
    ['an alert whose length is wrong', Buffer.from([21, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1])],
    ['a first ClientHello', hello(0)],
    ['a later ClientHello', hello(7)],
    ['an encrypted ClientHello', record(22, 1, hello(0).subarray(13))],
    ['a Certificate', record(22, 0, handshake(11, 2, 100, 0, 100))],
    ['a Finished in plaintext', record(22, 0, handshake(20, 5, 12, 0, 12))],
    ['a fragment of a long message', endlessFragment(2, 0)],
    ['application data', record(23, 1, Buffer.alloc(60))],
    ['a ChangeCipherSpec', record(20, 0, [1])],
    ['an unknown record type', record(25, 0, [1, 2, 3])],
    ['a heartbeat', record(24, 0, [1, 0, 60])],
    ['DTLS 1.3 ciphertext', Buffer.from([0x2f, 0, 1, 0, 4, 1, 2, 3, 4])],
    ['two records, the second an alert', Buffer.concat([record(20, 0, [1]), record(21, 0, CLOSE_NOTIFY)])],
    ['RTP with the right SSRC', rtp],
    ['RTCP', rtcp],
    ['an empty datagram', Buffer.alloc(0)],
    ['one byte', Buffer.from([22])],
    ['a datagram of 9000 bytes', Buffer.alloc(9000, 22)],
    ['text', Buffer.from('hello')],
  ]
}

/** ICE checks that are not signed with the leg's password. */
export function forgedChecks(localUfrag: string, remoteUfrag: string): Attack[] {
  const username = `${localUfrag}:${remoteUfrag}`
  return [
    ['a check without user and integrity', bindingRequest({ username: '' })],
    ['a nominating check without integrity', bindingRequest({ username })],
    ['a nominating check with a guessed password', bindingRequest({ username, password: 'guessed' })],
    ['a nominating check with an empty password', bindingRequest({ username, password: '' })],
    ['a nominating check of another user', bindingRequest({ username: 'a:b', password: 'guessed' })],
  ]
}

/** A socket of another program on this machine. */
export interface OtherSocket {
  send(datagram: Buffer, port: number): Promise<void>
  /** Datagrams that it was sent. */
  readonly received: Buffer[]
  close(): Promise<void>
}

export async function openOtherSocket(): Promise<OtherSocket> {
  const socket = createSocket('udp4')
  const received: Buffer[] = []
  socket.on('message', (datagram) => received.push(datagram))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    received,
    send: (datagram, port) =>
      new Promise((resolve, reject) => {
        socket.send(datagram, port, '127.0.0.1', (error) => (error ? reject(error) : resolve()))
      }),
    async close() {
      socket.close()
      await once(socket, 'close')
    },
  }
}

/** The client's own port, for datagrams with a forged source address. */
export function portOf(peer: TestPeer): {
  send: (datagram: Buffer, port: number) => Promise<void>
  /** Sees every datagram that the client sends from now on; false drops it. */
  watch: (see: (datagram: Buffer) => boolean) => void
} {
  const protocols = peer.connection.iceTransports.flatMap(({ connection }) =>
    connection.localCandidates.length > 0 ? connection.candidatePairs.map(({ protocol }) => protocol) : [],
  )
  const protocol = protocols.find((one) => one instanceof StunProtocol)
  if (!(protocol instanceof StunProtocol)) throw new Error('The client has no port yet.')
  const { transport } = protocol
  const send = transport.send
  return {
    send: (datagram, port) => send(datagram, ['127.0.0.1', port]),
    watch(see) {
      transport.send = async (datagram, to) => {
        if (see(datagram)) await send(datagram, to)
      }
    },
  }
}
