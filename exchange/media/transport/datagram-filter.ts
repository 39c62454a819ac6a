import { isStun, readBindingRequest, type BindingRequest } from './stun.ts'
import type { Address } from './werift-ports.ts'

/** The current values of the ICE connection that the filter needs. */
export interface IceView {
  readonly localUfrag: string
  readonly localPassword: string
  /** '' until the client's description is set. */
  readonly remoteUfrag: string
  /** The address that the client nominated. */
  readonly nominated: Address | undefined
  /** Forgets the nominated address, because the client nominates another. */
  resetNominated(): void
}

type DatagramClass = 'stun' | 'dtls' | 'srtp' | 'drop'

export interface DatagramFilter {
  classify(datagram: Buffer, from: Address): DatagramClass
  /** Call before new ICE credentials are made: the old address counts until the client nominates one again. */
  restarting(): void
  /** Returns, once, the checks that arrived before the client's description. Each has to be filtered again. */
  takeHeld(): readonly HeldDatagram[]
  /** The numbers of stored addresses, transactions and datagrams. */
  readonly remembered: { readonly addresses: number; readonly transactions: number; readonly held: number }
}

interface HeldDatagram {
  readonly datagram: Buffer
  readonly from: Address
}

/** The largest accepted datagram, in bytes. DTLS and RTP datagrams of clients fit into an Ethernet frame. */
const MAX_DATAGRAM_BYTES = 2048
/** The limit for addresses of one client: twice a few networks, with IPv4, IPv6 and NAT. */
const MAX_ADDRESSES = 16
const MAX_TRANSACTIONS = 512
const MAX_HELD = 16

/**
 * Filters datagrams by their source. STUN requests are accepted only with the ICE credentials of this leg, and each transaction
 * from one address only, so that a replayed check has no effect. DTLS and SRTP are accepted from addresses that passed such a
 * check, and after nomination from the nominated address only. Everything else is dropped: as the ICE-lite side a leg sends no
 * requests, so it expects no responses.
 */
export function createDatagramFilter(
  ice: () => IceView,
  answerOldCheck: (transactionId: string, to: Address, password: string) => void,
): DatagramFilter {
  const passed = new Set<string>()
  const transactions = new Map<string, string>()
  let held: HeldDatagram[] = []
  let before: { username: string; password: string; address: string } | undefined

  function judgeStun(datagram: Buffer, from: Address): DatagramClass {
    const request = readBindingRequest(datagram)
    if (!request) return 'drop'
    const now = ice()
    if (now.remoteUfrag === '') return hold(request, datagram, from, now)
    const key = keyOf(from)
    if (request.username === `${now.localUfrag}:${now.remoteUfrag}`)
      return request.isSignedWith(now.localPassword) ? pass(request, key, now) : 'drop'
    if (
      before &&
      request.username === before.username &&
      key === before.address &&
      now.nominated === undefined
    )
      if (request.isSignedWith(before.password)) answerOldCheck(request.transactionId, from, before.password)
    return 'drop'
  }

  function hold(request: BindingRequest, datagram: Buffer, from: Address, now: IceView): DatagramClass {
    const isOurs =
      request.username.startsWith(`${now.localUfrag}:`) && request.isSignedWith(now.localPassword)
    if (isOurs && held.length < MAX_HELD) held.push({ datagram, from })
    return 'drop'
  }

  function pass(request: BindingRequest, key: string, now: IceView): DatagramClass {
    const firstFrom = transactions.get(request.transactionId)
    if (firstFrom !== undefined && firstFrom !== key) return 'drop'
    if (!passed.has(key) && passed.size >= MAX_ADDRESSES) return 'drop'
    if (firstFrom === undefined) {
      const [oldest] = transactions.keys()
      if (transactions.size >= MAX_TRANSACTIONS && oldest !== undefined) transactions.delete(oldest)
      transactions.set(request.transactionId, key)
    }
    passed.add(key)
    if (request.nominates && now.nominated && keyOf(now.nominated) !== key) now.resetNominated()
    return 'stun'
  }

  function mayTalk(key: string): boolean {
    const { nominated } = ice()
    if (!nominated) return passed.has(key) || before?.address === key
    before = undefined
    return keyOf(nominated) === key
  }

  return {
    classify(datagram, from) {
      if (datagram.length === 0 || datagram.length > MAX_DATAGRAM_BYTES) return 'drop'
      if (isStun(datagram)) return judgeStun(datagram, from)
      const kind = kindOf(datagram)
      return kind !== 'drop' && mayTalk(keyOf(from)) ? kind : 'drop'
    },
    restarting() {
      const now = ice()
      // A second restart before the client has finished the first: the address from before both still works.
      if (now.nominated)
        before = {
          username: `${now.localUfrag}:${now.remoteUfrag}`,
          password: now.localPassword,
          address: keyOf(now.nominated),
        }
      passed.clear()
      held = []
    },
    takeHeld() {
      const taken = held
      held = []
      return taken
    },
    get remembered() {
      return { addresses: passed.size, transactions: transactions.size, held: held.length }
    },
  }
}

const keyOf = ([host, port]: Address): string => `${host} ${port}`

/** The protocol by RFC 7983; only the record types of DTLS 1.2 count as DTLS. */
function kindOf(datagram: Buffer): DatagramClass {
  const first = datagram[0] ?? 0
  if (first >= 20 && first <= 23) return 'dtls'
  return first >= 128 && first <= 191 ? 'srtp' : 'drop'
}
