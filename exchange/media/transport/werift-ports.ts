import { classes, Connection, Message, methods, StunProtocol, type RTCIceTransport } from 'werift'

/** Host and port. */
export type Address = readonly [string, number]

/** Filters the datagrams between the network and the WebRTC stack of a leg. */
export interface DatagramGate {
  /** `deliver` passes the datagram, or its accepted part, to the stack with its source address. */
  inbound(datagram: Buffer, from: Address, deliver: (datagram: Buffer) => void): void
  /** False drops the datagram. */
  outbound(datagram: Buffer): boolean
}

export interface GatedPorts {
  /** @throws Error when a UDP port of the connection is open without the gate. */
  assertGated(): void
  /** Passes a datagram to the gate again. */
  replay(datagram: Buffer, from: Address): void
  /** Sends the success response to a Binding request, signed with this password. */
  answerCheck(transactionId: string, to: Address, password: string): void
}

/** The ICE connection behind a transport. @throws Error when the stack is of an unknown kind. */
export function connectionOf({ connection }: RTCIceTransport): Connection {
  if (connection instanceof Connection) return connection
  throw new Error('The WebRTC stack has an unknown kind of ICE connection.')
}

/**
 * Puts a gate on every UDP port that the ICE connection opens. The stack announces a candidate in the same turn of the event loop
 * in which its port can first receive, so no datagram bypasses the gate.
 */
export function gatePorts(connection: Connection, gate: DatagramGate): GatedPorts {
  const gated = new Map<object, StunProtocol['transport']>()
  let receive: ((datagram: Buffer, from: Address) => void) | undefined

  const gateAll = (): void => {
    for (const protocol of connection['protocols']) {
      if (gated.has(protocol) || !(protocol instanceof StunProtocol)) continue
      const { transport } = protocol
      const toStack = transport.onData
      const send = transport.send
      receive = (datagram, from) => gate.inbound(datagram, from, (checked) => toStack(checked, from))
      transport.onData = receive
      transport.send = async (datagram, to) => {
        if (gate.outbound(datagram)) await send(datagram, to)
      }
      gated.set(protocol, transport)
    }
  }

  connection.onIceCandidate.subscribe(gateAll)
  return {
    assertGated() {
      for (const protocol of connection['protocols'])
        if (!gated.has(protocol))
          throw new Error('The WebRTC stack has opened a port without the datagram filter.')
    },
    replay: (datagram, from) => receive?.(datagram, from),
    answerCheck(transactionId, to, password) {
      const [transport] = gated.values()
      const response = new Message(methods.BINDING, classes.RESPONSE, Buffer.from(transactionId, 'hex'))
        .setAttribute('XOR-MAPPED-ADDRESS', to)
        .addMessageIntegrity(Buffer.from(password))
        .addFingerprint()
      transport?.send(response.bytes, to).catch(() => undefined)
    },
  }
}
