import * as v from 'valibot'
import { type FromChild, FromChildSchema, type ToChild } from '../../../../common/child-process/protocol.ts'
import { deferred } from '../../lib/deferred.ts'
import { type ChildRequest, createRequests } from './child-requests.ts'
import type { Log } from '../../lib/log.ts'
import type { Timers } from '../../lib/timers.ts'

/** A process of our own, and the channel to it. */
export interface ForkedProcess {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onExit(listener: (code: number) => void): void
  /** Each line it prints. */
  onLine(listener: (line: string) => void): void
  kill(): void
}

export interface ChildServerDeps {
  /** Forks the servers' bundle. */
  readonly fork: (file: string, name: string) => ForkedProcess
  readonly timers: Timers
  readonly log: Log
}

export interface ChildServerOptions<T> {
  readonly file: string
  /** Its name in messages, such as "The practice exchange". */
  readonly name: string
  readonly config: unknown
  /** What the server says besides `type: 'listening'`. */
  readonly listening: v.GenericSchema<unknown, T>
}

/** A server at work in a process of its own. */
export interface ChildServer<T> {
  readonly info: T
  readonly request: ChildRequest
  /** Calls the listener once, with an error message, when the process exits unexpectedly. */
  onFailed(listener: (message: string) => void): void
  close(): Promise<void>
}

const START_TIMEOUT_MS = 30_000
const CLOSE_TIMEOUT_MS = 3_000

/** Starts a server and waits until it listens. Rejects with an error message when the start fails. */
export async function startChildServer<T>(
  options: ChildServerOptions<T>,
  { fork, timers, log }: ChildServerDeps,
): Promise<ChildServer<T>> {
  const { file, name, config, listening } = options
  const child = fork(file, name)
  const exited = deferred<void>()
  const started = deferred<T>()
  const failureListeners: ((message: string) => void)[] = []
  let closing = false
  let gone = false

  const send = (message: ToChild) => {
    child.send(message)
  }
  const requests = createRequests({ name, send, timers })

  const receive = (message: FromChild, whole: unknown) => {
    switch (message.type) {
      case 'reply':
        if (!requests.settle(message.id, message.result))
          log.warn(`${name} sent a reply to an unknown request.`)
        return
      case 'failed':
        return started.reject(new Error(`${name} could not start: ${message.problems.join(' ')}`))
      case 'listening': {
        const info = v.safeParse(listening, whole)
        if (info.success) return started.resolve(info.output)
        return started.reject(new Error(`${name} reported that it listens, but not on which port.`))
      }
    }
  }

  child.onLine((line) => {
    log.info(`${name}: ${line}`)
  })
  child.onMessage((message) => {
    const answer = v.safeParse(FromChildSchema, message)
    if (answer.success) receive(answer.output, message)
    else log.warn(`${name} sent an invalid message.`)
  })
  child.onExit((code) => {
    const words = `${name} stopped unexpectedly (code ${code}).`
    gone = true
    exited.resolve()
    started.reject(new Error(words))
    requests.abandon(words)
    if (!closing) for (const listener of failureListeners.splice(0)) listener(words)
  })

  const cancelTimeout = timers.after(START_TIMEOUT_MS, () => {
    started.reject(new Error(`${name} did not start in time.`))
  })
  try {
    send({ type: 'configure', config })
    const info = await started.promise
    log.info(`${name} is running.`)
    return {
      info,
      request: requests.request,
      onFailed(listener) {
        failureListeners.push(listener)
      },
      async close() {
        closing = true
        if (gone) return
        const kill = timers.after(CLOSE_TIMEOUT_MS, () => {
          child.kill()
        })
        send({ type: 'close' })
        await exited.promise
        kill()
      },
    }
  } catch (error) {
    child.kill()
    throw error
  } finally {
    cancelTimeout()
  }
}
