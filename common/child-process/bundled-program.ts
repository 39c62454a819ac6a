import * as v from 'valibot'
import { errorMessage } from '../lib/error-message.ts'
import { type FromChild, ToChildSchema } from './protocol.ts'
import { connectToParent, type ParentConnection, type SelfProcess } from './parent-process.ts'

/** A server that has started in its child process. */
export interface BundledServer {
  /** The facts sent to the parent with `type: 'listening'`. */
  readonly facts: object
  /** Carries out a request of the parent. Throws errors whose message may be shown to the person. */
  answer(name: string, body: unknown): unknown
  close(): Promise<void>
}

export interface BundledProgram {
  /** @throws StartProblems, or any error whose message says what is wrong. */
  readonly start: (config: unknown) => Promise<BundledServer>
  /** 'survive': the program has handlers of its own that keep its calls going. Default: log it, and exit with code 1. */
  readonly uncaughtErrors?: 'survive'
  /** `details` contains no secret. */
  readonly log: (level: 'warn' | 'error', event: string, details?: Readonly<Record<string, string>>) => void
}

/** All problems of a configuration, one sentence each. */
export class StartProblems extends Error {
  override readonly name = 'StartProblems'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join(' '))
    this.problems = problems
  }
}

/**
 * Runs a server as a child process of the app. It waits for its configuration, replies to requests, and ends when it is closed,
 * when its parent has ended, or with code 1 after an uncaught error, unless it has its own handlers. A process in an unknown state
 * is safer to restart.
 */
export function runBundledProgram(self: SelfProcess, { start, log, uncaughtErrors }: BundledProgram): void {
  let starting: Promise<BundledServer> | undefined

  // Exits after all output is written: process.exit drops output that a pipe has not accepted yet.
  const exit = (code: number) => self.stdout.write('', () => self.exit(code))

  const configure = async (config: unknown, parent: ParentConnection) => {
    if (starting !== undefined) return log('warn', 'already configured')
    starting = start(config)
    try {
      const { facts } = await starting
      parent.send({ ...facts, type: 'listening' })
    } catch (error) {
      starting = undefined
      const problems = error instanceof StartProblems ? [...error.problems] : [errorMessage(error)]
      parent.send({ type: 'failed', problems } satisfies FromChild)
    }
  }

  const answer = async (id: number, name: string, body: unknown, parent: ParentConnection) => {
    const reply = (result: Extract<FromChild, { type: 'reply' }>['result']) =>
      parent.send({ type: 'reply', id, result } satisfies FromChild)
    try {
      if (starting === undefined) throw new Error('It has not started.')
      const server = await starting
      reply({ ok: true, value: await server.answer(name, body) })
    } catch (error) {
      log('warn', 'request failed', { name: name.slice(0, 40), problem: errorMessage(error) })
      reply({ ok: false, problem: errorMessage(error) })
    }
  }

  const close = async () => {
    const server = await starting?.catch(() => undefined)
    await server?.close()
    exit(0)
  }

  const crash = (error: unknown) => {
    log('error', 'crashed', {
      problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
    exit(1)
  }
  if (uncaughtErrors !== 'survive') {
    self.on('unhandledRejection', crash)
    self.on('uncaughtException', crash)
  }

  const parent = connectToParent(self)
  parent.onGone(() => void close())
  parent.onMessage((message) => {
    const parsed = v.safeParse(ToChildSchema, message)
    if (!parsed.success) return log('warn', 'message ignored')
    const order = parsed.output
    switch (order.type) {
      case 'configure':
        return void configure(order.config, parent)
      case 'request':
        return void answer(order.id, order.name, order.body, parent)
      case 'close':
        return void close()
    }
  })
}
