import { BUS, type Bus, type Signal } from '../../../src/main/lib/dbus/bus.ts'
import { flushPromises } from '../fakes/flush-promises.ts'

export interface FakeBus extends Bus {
  readonly isClosed: boolean
  signal(parts: Partial<Signal>): Promise<void>
  /** `name` has this owner from now on; '' for none. */
  owner(name: string, owner: string): Promise<void>
}

/** A connection to a bus whose services answer as `answer` says. */
export function createFakeBus(answer: (member: string) => Promise<readonly unknown[]>): FakeBus {
  const listeners: ((signal: Signal) => void)[] = []
  const closedListeners: ((words: string) => void)[] = []
  let isClosed = false
  const signal = (parts: Partial<Signal>) => {
    const whole = { sender: ':1.7', path: '/', interface: 'x', member: 'x', body: [], ...parts }
    for (const listener of listeners) listener(whole)
    return flushPromises()
  }
  return {
    get isClosed() {
      return isClosed
    },
    call: ({ member }) => answer(member),
    onSignal: (listener) => void listeners.push(listener),
    onClosed: (listener) => void closedListeners.push(listener),
    close() {
      isClosed = true
      for (const listener of closedListeners.splice(0)) listener('The connection was closed.')
    },
    signal,
    owner: (name, owner) =>
      signal({
        sender: BUS.destination,
        interface: BUS.interface,
        member: 'NameOwnerChanged',
        body: [name, '', owner],
      }),
  }
}
