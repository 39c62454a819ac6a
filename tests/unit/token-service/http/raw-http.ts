import { connect, type Socket } from 'node:net'

export type RawConnection = {
  readonly write: (text: string) => void
  /** Everything received so far, once the text is in it. Rejects when the connection ends without it. */
  readonly until: (text: string) => Promise<string>
  /** Everything received, once the other side has closed. */
  readonly ended: () => Promise<string>
}

/** HTTP as bytes, for requests that no client library would send. */
export function rawHttp(port: number): RawConnection {
  const socket: Socket = connect(port, '127.0.0.1')
  let received = ''
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.on('error', () => undefined)
  socket.on('data', (bytes: Buffer) => (received += bytes.toString()))
  return {
    write: (text) => void socket.write(text),
    until: (text) =>
      new Promise((resolve, reject) => {
        const look = () => received.includes(text) && resolve(received)
        look()
        socket.on('data', look)
        void closed.then(() => reject(new Error(`closed without ${text}: ${received}`)))
      }),
    ended: async () => {
      await closed
      return received
    },
  }
}
