import type { Server } from 'node:https'
import { Socket } from 'node:net'
import { createConnectionBudget } from '../../common/http/connection-budget.ts'
import { CLIENT_LIMITS, HANDSHAKE_LIMITS, socketBudget, UNAUTHENTICATED_LIMITS } from '../lib/http-server.ts'

/** Limits the sockets of the signalling port in three stages: before TLS, without a token, with a valid token. */
export interface ConnectionLimits {
  /** Moves a socket to the last stage: it has sent a valid token of `identity`. May be called again. */
  markAuthenticated(socket: Socket, identity: string): void
}

export function createConnectionLimits(https: Server): ConnectionLimits {
  const handshakes = socketBudget(HANDSHAKE_LIMITS)
  const unauthenticated = socketBudget(UNAUTHENTICATED_LIMITS)
  // By identity, not by address: all clients of a training may share one address.
  const clients = createConnectionBudget(() => performance.now(), CLIENT_LIMITS)
  const trusted = new WeakSet<Socket>()
  /** The TCP sockets in the TLS handshake, by their remote addresses. */
  const tcpSockets = new Map<string, Socket>()
  const remoteEnd = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`

  https.on('connection', (socket) => {
    if (!(socket instanceof Socket)) return
    const name = remoteEnd(socket)
    tcpSockets.set(name, socket)
    socket.once('close', () => {
      if (tcpSockets.get(name) === socket) tcpSockets.delete(name)
    })
    handshakes.watch(socket)
  })
  https.on('secureConnection', (socket) => {
    const tcp = tcpSockets.get(remoteEnd(socket))
    if (tcp !== undefined) handshakes.release(tcp)
    unauthenticated.watch(socket)
  })

  return {
    markAuthenticated(socket, identity) {
      if (trusted.has(socket)) return
      trusted.add(socket)
      unauthenticated.release(socket)
      const leave = clients.add({ address: identity, destroy: () => socket.destroy() })
      if (leave === false) return void socket.destroy()
      socket.once('close', leave)
    },
  }
}
