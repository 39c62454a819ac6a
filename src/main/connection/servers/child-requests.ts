import * as v from 'valibot'
import type { FromChild, ToChild } from '../../../../common/child-process/protocol.ts'
import { deferred, type Deferred } from '../../lib/deferred.ts'
import type { Timers } from '../../lib/timers.ts'

/**
 * Sends a request over the channel to the server's process. Rejects with a readable message: refused, no reply within 10 s, process
 * ended.
 */
export type ChildRequest = <R>(name: string, body: object, answer: v.GenericSchema<unknown, R>) => Promise<R>

type Result = Extract<FromChild, { type: 'reply' }>['result']

/** The requests to one child process that wait for their replies. */
export interface ChildRequests {
  readonly request: ChildRequest
  /** Takes a reply. False when no request waits for it. */
  settle(id: number, result: Result): boolean
  /** The process has ended: pending requests reject, and new ones are refused. */
  abandon(message: string): void
}

const TIMEOUT_MS = 10_000

export function createRequests(deps: {
  /** The server's display name. */
  readonly name: string
  readonly send: (message: ToChild) => void
  readonly timers: Timers
}): ChildRequests {
  const { name, send, timers } = deps
  const waiting = new Map<number, Deferred<Result>>()
  let lastId = 0
  let ended: string | undefined

  const ask = async (request: string, body: object): Promise<Result> => {
    if (ended !== undefined) throw new Error(ended)
    lastId += 1
    const id = lastId
    const reply = deferred<Result>()
    waiting.set(id, reply)
    const cancel = timers.after(TIMEOUT_MS, () => {
      reply.reject(new Error(`${name} did not reply in time.`))
    })
    try {
      send({ type: 'request', id, name: request, body })
      return await reply.promise
    } finally {
      waiting.delete(id)
      cancel()
    }
  }

  return {
    async request(request, body, answer) {
      const result = await ask(request, body)
      if (!result.ok) throw new Error(result.problem)
      const value = v.safeParse(answer, result.value)
      if (!value.success) throw new Error(`${name} sent an invalid reply.`)
      return value.output
    },
    settle(id, result) {
      const reply = waiting.get(id)
      reply?.resolve(result)
      return reply !== undefined
    },
    abandon(message) {
      ended = message
      for (const reply of waiting.values()) reply.reject(new Error(message))
    },
  }
}
