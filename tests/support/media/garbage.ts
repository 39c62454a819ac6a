import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** Datagrams that look like STUN, DTLS, RTP, RTCP or nothing at all, each damaged in its own way. */
const BEGINNINGS = [
  [],
  [0x00, 0x01, 0x00, 0x08, 0x21, 0x12, 0xa4, 0x42],
  [0x01, 0x01, 0xff, 0xff, 0x21, 0x12, 0xa4, 0x42],
  [0x16, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9],
  [0x17, 0xfe, 0xfd, 0, 1, 0, 0, 0, 0, 0, 0, 0, 40],
  [0x14, 0xfe, 0xfd],
  [0x80, 0x00],
  [0x90, 0x7e, 0, 1],
  [0xbf, 0xc8, 0, 200],
]

/** Sends a hundred of them to a port of this machine. */
export async function throwGarbage(port: number): Promise<void> {
  const socket = createSocket('udp4')
  let seed = 1
  const byte = (): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return seed >>> 24
  }
  for (let count = 0; count < 100; count += 1) {
    const tail = Array.from({ length: count % 40 }, byte)
    const datagram = Buffer.from([...(BEGINNINGS[count % BEGINNINGS.length] ?? []), ...tail])
    await new Promise((resolve) => socket.send(datagram, port, '127.0.0.1', resolve))
  }
  socket.close()
  await once(socket, 'close')
}
