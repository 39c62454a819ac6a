import { connect, type Socket } from 'node:net'

/** A client that holds many silent sockets and opens a new one for each that is closed. */
export interface SocketFlood {
  /** Resolves once each of the sockets has been open. */
  readonly isFull: Promise<void>
  stop(): void
}

export function floodWithSockets(port: number, count: number): SocketFlood {
  const sockets = new Set<Socket>()
  let running = true
  const open = (opened: () => void): void => {
    if (!running) return
    const socket = connect(port, '127.0.0.1', opened)
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => {
      sockets.delete(socket)
      opened()
      // With a delay: otherwise the flood would starve the test itself.
      setImmediate(() => open(() => undefined))
    })
  }
  const isFull = Promise.all(
    Array.from({ length: count }, () => new Promise<void>((resolve) => open(resolve))),
  ).then(() => undefined)
  return {
    isFull,
    stop() {
      running = false
      for (const socket of sockets) socket.destroy()
    },
  }
}
