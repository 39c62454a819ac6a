/** The facts about a connection that are counted. */
interface BudgetedConnection {
  /** The remote address or identity. */
  readonly address: string
  readonly destroy: () => void
}

export interface ConnectionBudget {
  /**
   * Counts a connection, and may close another to make room. Returns a function that stops counting it, for when it has ended or
   * moved to another stage; false when the new connection must be closed.
   */
  add(connection: BudgetedConnection): (() => void) | false
}

/**
 * Bounds the connections that a server holds in one stage, such as those that have not shown a token. When all places are taken,
 * the oldest connection of the address with the most connections is closed, so that one client cannot block the others or its own
 * newer connections. Each connection keeps its place for at least `graceMs` milliseconds; while all are younger, new ones are
 * refused. `clock` returns milliseconds.
 */
export function createConnectionBudget(
  clock: () => number,
  { max, graceMs }: { readonly max: number; readonly graceMs: number },
): ConnectionBudget {
  interface Place extends BudgetedConnection {
    readonly since: number
  }
  /** In order of age within each address. */
  const byAddress = new Map<string, Set<Place>>()
  let total = 0

  const remove = (place: Place): void => {
    const places = byAddress.get(place.address)
    if (places === undefined || !places.delete(place)) return
    total -= 1
    if (places.size === 0) byAddress.delete(place.address)
  }

  const oldestOfBusiest = (): Place | undefined => {
    let busiest: Set<Place> | undefined
    for (const places of byAddress.values())
      if (busiest === undefined || places.size > busiest.size) busiest = places
    return busiest?.values().next().value
  }

  return {
    add({ address, destroy }) {
      const now = clock()
      if (total >= max) {
        const oldest = oldestOfBusiest()
        if (oldest === undefined || now - oldest.since < graceMs) return false
        remove(oldest)
        oldest.destroy()
      }
      const place: Place = { address, destroy, since: now }
      const places = byAddress.get(address) ?? new Set()
      places.add(place)
      byAddress.set(address, places)
      total += 1
      return () => remove(place)
    },
  }
}

/** The part of a Node socket that is used here. */
export interface CountedSocket {
  readonly remoteAddress?: string | undefined
  readonly destroyed: boolean
  destroy(): unknown
  once(event: 'close', listener: () => void): unknown
}

export interface SocketBudget<S extends CountedSocket> {
  /** Counts a socket until it closes or is released. One that finds no place is closed. */
  watch(socket: S): void
  release(socket: S): void
}

/** A {@link ConnectionBudget} of sockets. */
export function createSocketBudget<S extends CountedSocket>(budget: ConnectionBudget): SocketBudget<S> {
  const places = new Map<S, () => void>()
  /** Sockets with a close listener: a kept-alive socket is counted repeatedly. */
  const followed = new WeakSet<S>()
  const release = (socket: S): void => {
    places.get(socket)?.()
    places.delete(socket)
  }
  return {
    watch(socket) {
      if (socket.destroyed || places.has(socket)) return
      const destroy = (): void => {
        places.delete(socket)
        socket.destroy()
      }
      const leave = budget.add({ address: socket.remoteAddress ?? 'unknown', destroy })
      if (leave === false) return void socket.destroy()
      places.set(socket, leave)
      if (followed.has(socket)) return
      followed.add(socket)
      socket.once('close', () => release(socket))
    },
    release,
  }
}
