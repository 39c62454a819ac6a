import * as v from 'valibot'
import type { FromChild, ToChild } from '../../../common/child-protocol.ts'
import { deferred, type Deferred } from '../deferred.ts'
import type { Timers } from '../timers.ts'

/** Asks a server over the channel to its process. Rejects in words: refused, no answer within 10 s, process ended. */
export type ChildRequest = <R>(name: string, body: object, answer: v.GenericSchema<unknown, R>) => Promise<R>

type Result = Extract<FromChild, { type: 'reply' }>['result']

/** The requests to one child process that wait for their replies. */
export interface ChildRequests {
  readonly request: ChildRequest
  /** Takes a reply. False when no request waits for it. */
  settle(id: number, result: Result): boolean
  /** The process has ended: nothing is answered any more, and no request is taken. */
  abandon(words: string): void
}

const TIMEOUT_MS = 10_000

export function createRequests(deps: {
  /** What people call the server. */
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
      reply.reject(new Error(`${name} did not answer in time.`))
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
      if (!value.success) throw new Error(`${name} gave an answer that makes no sense.`)
      return value.output
    },
    settle(id, result) {
      const reply = waiting.get(id)
      reply?.resolve(result)
      return reply !== undefined
    },
    abandon(words) {
      ended = words
      for (const reply of waiting.values()) reply.reject(new Error(words))
    },
  }
}
