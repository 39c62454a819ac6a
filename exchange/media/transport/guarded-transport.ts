import type { RTCDtlsTransport } from 'werift'
import type { PacketLoss } from '../legs/packet-loss.ts'
import { createDatagramFilter } from './datagram-filter.ts'
import { createDtlsGuard, type DtlsGuardEvents } from './dtls-guard.ts'
import type { Fingerprint } from './dtls-proof.ts'
import { isStun } from './stun.ts'
import { connectionOf, gatePorts } from './werift-ports.ts'

export interface GuardedTransport {
  /** @throws Error when the stack could be reached without the guard. */
  assertGuarded(): void
  /** Whether the client is verified as the one that its SDP describes. */
  readonly isProven: boolean
  /** Call before an offer with new ICE credentials is given to the stack. */
  restarting(): void
  /** Call once the stack has the client's description. */
  described(): void
  /** The memory used for the client: bytes, and numbers of items of bounded size. */
  readonly retained: Retained
}

interface Retained {
  readonly handshakeBytes: number
  readonly addresses: number
  readonly transactions: number
  readonly held: number
}

export interface GuardedTransportOptions extends DtlsGuardEvents {
  readonly packetLoss: PacketLoss
  /** A fault: ICE checks are not answered. */
  readonly isBlackhole: () => boolean
  readonly fingerprints: () => readonly Fingerprint[]
}

/** Creates all filters between the network and werift for one leg; see docs/decisions/0025. */
export function guardTransport(dtls: RTCDtlsTransport, options: GuardedTransportOptions): GuardedTransport {
  const connection = connectionOf(dtls.iceTransport)
  const guard = createDtlsGuard(dtls, options.fingerprints, options)
  const filter = createDatagramFilter(
    () => ({
      localUfrag: connection.localUsername,
      localPassword: connection.localPassword,
      remoteUfrag: connection.remoteUsername,
      nominated: connection.nominated?.remoteAddr,
      resetNominated: () => connection.resetNominatedPair(),
    }),
    (transactionId, to, password) => ports.answerCheck(transactionId, to, password),
  )
  const ports = gatePorts(connection, {
    inbound(datagram, from, deliver) {
      if (options.packetLoss(datagram, 'in') || (options.isBlackhole() && isStun(datagram))) return
      const verdict = filter.classify(datagram, from)
      if (verdict === 'dtls') guard.receive(datagram, deliver)
      else if (verdict === 'stun' || (verdict === 'srtp' && guard.isProven)) deliver(datagram)
    },
    outbound: (datagram) => !options.packetLoss(datagram, 'out'),
  })

  return {
    assertGuarded: () => ports.assertGated(),
    get isProven() {
      return guard.isProven
    },
    restarting() {
      filter.restarting()
      // The stack keeps the credentials of every restart. Earlier ones are invalid.
      connection.userHistory = {}
    },
    described() {
      for (const { datagram, from } of filter.takeHeld()) ports.replay(datagram, from)
    },
    get retained() {
      return { handshakeBytes: guard.retainedBytes, ...filter.remembered }
    },
  }
}
