import { Connection, StunProtocol, type RTCIceTransport } from 'werift'

/** Host and port. */
export type Address = readonly [string, number]

/** Decides over every datagram of a leg before the WebRTC stack sees it, or after it has made it. */
export interface DatagramGate {
  /** False drops it. */
  inbound(datagram: Buffer, from: Address): boolean
  outbound(datagram: Buffer, to: Address | undefined): boolean
}

export interface GatedPorts {
  /** @throws Error when a UDP port of the connection is open without the gate. */
  assertGated(): void
}

/**
 * Puts a gate on every UDP port that the ICE connection opens; throws when the stack is not as expected. The stack names a candidate in the same turn of the
 * event loop in which its port can first receive, so no datagram gets past.
 */
export function gatePorts(ice: RTCIceTransport, gate: DatagramGate): GatedPorts {
  const { connection } = ice
  if (!(connection instanceof Connection))
    throw new Error('The WebRTC stack has an unknown kind of ICE connection.')
  const gated = new WeakSet<object>()

  const gateAll = (): void => {
    for (const protocol of connection['protocols']) {
      if (gated.has(protocol) || !(protocol instanceof StunProtocol)) continue
      const { transport } = protocol
      const receive = transport.onData
      const send = transport.send
      transport.onData = (datagram, from) => {
        if (gate.inbound(datagram, from)) receive(datagram, from)
      }
      transport.send = async (datagram, to) => {
        if (gate.outbound(datagram, to)) await send(datagram, to)
      }
      gated.add(protocol)
    }
  }

  connection.onIceCandidate.subscribe(gateAll)
  return {
    assertGated() {
      for (const protocol of connection['protocols'])
        if (!gated.has(protocol))
          throw new Error('The WebRTC stack has opened a port without the datagram filter.')
    },
  }
}
