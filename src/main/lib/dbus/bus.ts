import { DBUS_TIMEOUT_MS } from '../../../shared/domain/alert-timing.ts'
import { createConnection, type NetConnectOpts } from 'node:net'
import { createClient } from '@homebridge/dbus-native'
import * as v from 'valibot'
import { deferred } from '../deferred.ts'
import { errorMessage } from '../log.ts'
import type { Timers } from '../timers.ts'

/** A method of an object of a service. */
export interface Method {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
}

/** A method's arguments, and what to do with an answer that comes when nobody waits for it any more. */
export interface Arguments {
  readonly signature: string
  readonly body: readonly unknown[]
  readonly onLate?: (values: readonly unknown[]) => void
}

export interface Signal {
  /** The sender's unique name, which nobody can fake. */
  readonly sender: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly body: readonly unknown[]
}

/** One connection to a message bus. */
export interface Bus {
  /**
   * Calls a method and answers the reply's values. Rejects in words when the service says no, does not answer in
   * time, or the bus goes away. Where signals came at the same moment, values are told before them and a no after
   * them: what a signal is about is known by then, and so is what a no may be due to.
   */
  call(method: Method, args?: Arguments): Promise<readonly unknown[]>
  onSignal(listener: (signal: Signal) => void): void
  /** Told once, in words, when the connection is over. */
  onClosed(listener: (message: string) => void): void
  close(): void
}

const SIGNAL = 4

const SignalSchema = v.object({
  type: v.literal(SIGNAL),
  sender: v.string(),
  path: v.string(),
  interface: v.string(),
  member: v.string(),
  body: v.optional(v.array(v.unknown()), []),
})
const ErrorSchema = v.object({ name: v.optional(v.string()), message: v.unknown() })

/** Connects to the first address that answers. Rejects in words when none does. */
export async function connectBus(addresses: readonly NetConnectOpts[], timers: Timers): Promise<Bus> {
  if (addresses.length === 0) throw new Error('This session has no message bus (D-Bus).')
  let reason = ''
  for (const address of addresses) {
    const bus = openBus(address, timers)
    try {
      await bus.call({ ...BUS, member: 'GetId' })
      return bus
    } catch (error) {
      // Whoever took the connection and says nothing must not keep it: we are about to try again and again.
      bus.close()
      reason = errorMessage(error)
    }
  }
  throw new Error(`The message bus (D-Bus) cannot be reached: ${reason}`)
}

/** The bus itself, as a service. `member` is filled in by who calls. */
export const BUS = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const

function openBus(address: NetConnectOpts, timers: Timers): Bus {
  const stream = createConnection(address)
  const client = createClient({ stream })
  const { connection } = client
  /** Rejects each pending call when the connection ends. */
  const pending = new Set<(error: Error) => void>()
  const closedListeners: ((message: string) => void)[] = []
  let closedReason: string | null = null

  const end = (message: string) => {
    if (closedReason !== null) return
    closedReason = message
    stream.destroy()
    for (const reject of pending) reject(new Error(message))
    for (const listener of closedListeners) listener(message)
  }
  connection.on('error', (error: unknown) => {
    end(errorMessage(error))
  })
  connection.on('end', () => {
    end('The message bus ended the connection.')
  })
  stream.on('close', () => {
    end('The connection to the message bus broke.')
  })

  return {
    async call(method, args) {
      if (closedReason !== null) throw new Error(closedReason)
      const answered = deferred<readonly unknown[]>()
      pending.add(answered.reject)
      let isLate = false
      const cancelTimeout = timers.after(DBUS_TIMEOUT_MS, () => {
        isLate = true
        answered.reject(new Error(`${method.member} was not answered in time.`))
      })
      const { onLate, ...values } = args ?? {}
      client.invoke({ ...method, ...values }, (error: unknown, ...reply: unknown[]) => {
        if (error) setImmediate(() => answered.reject(new Error(errorText(error))))
        else if (isLate) onLate?.(reply)
        else answered.resolve(reply)
      })
      try {
        return await answered.promise
      } finally {
        cancelTimeout()
        pending.delete(answered.reject)
      }
    },
    onSignal(listener) {
      connection.on('message', (message: unknown) => {
        const signal = v.safeParse(SignalSchema, message)
        if (signal.success) setImmediate(() => listener(signal.output))
      })
    },
    onClosed(listener) {
      closedListeners.push(listener)
    },
    close() {
      end('The connection was closed.')
    },
  }
}

function errorText(error: unknown): string {
  const parsed = v.safeParse(ErrorSchema, error)
  if (!parsed.success) return errorMessage(error)
  const { name, message } = parsed.output
  return typeof message === 'string' && message !== '' ? message : (name ?? 'The service said no.')
}
