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

/** The arguments of a method, and how to handle a reply that arrives after the timeout. */
interface Arguments {
  readonly signature: string
  readonly body: readonly unknown[]
  readonly onLate?: (values: readonly unknown[]) => void
}

export interface Signal {
  /** The unique name of the sender, which cannot be forged. */
  readonly sender: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly body: readonly unknown[]
}

/** One connection to a message bus. */
export interface Bus {
  /**
   * Calls a method and resolves with the values of its reply. Rejects with a readable message when the service returns an error,
   * does not reply in time, or the bus is gone. Of signals received together with a reply, values are delivered before them and
   * errors after them.
   */
  call(method: Method, args?: Arguments): Promise<readonly unknown[]>
  onSignal(listener: (signal: Signal) => void): void
  /** Called once, with a readable message, when the connection is closed. */
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

/** Connects to the first address that responds. Rejects with a readable message if none does. */
export async function connectBus(addresses: readonly NetConnectOpts[], timers: Timers): Promise<Bus> {
  if (addresses.length === 0) throw new Error('This session has no message bus (D-Bus).')
  let reason = ''
  for (const address of addresses) {
    const bus = openBus(address, timers)
    try {
      await bus.call({ ...BUS, member: 'GetId' })
      return bus
    } catch (error) {
      // A connection without a response must be closed, because connecting is retried.
      bus.close()
      reason = errorMessage(error)
    }
  }
  throw new Error(`The message bus (D-Bus) cannot be reached: ${reason}`)
}

/** The bus itself, as a service. The caller sets `member`. */
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
