import * as v from 'valibot'
import { errorMessage } from '../lib/error-message.ts'
import type { JsonLog } from '../log/json-log.ts'
import { connectToParent, type ParentConnection, type SelfProcess } from './parent-process.ts'
import { type FromChild, ToChildSchema } from './protocol.ts'

/** The servers of a child process, started. */
export interface BundledProgram<Info extends object = object> {
  /** Sent to the parent with `type: 'listening'`. */
  readonly info: Info
  /** Handles a request of the parent. Throws errors whose message may be shown to the user. */
  handleRequest(name: string, body: unknown): unknown
  close(): Promise<void>
}

export interface BundledProgramDeps {
  /** @throws StartError, or any error whose message describes the problem. */
  readonly start: (config: unknown) => Promise<BundledProgram>
  readonly log: JsonLog
}

/** All problems of a configuration, one sentence each. */
export class StartError extends Error {
  override readonly name = 'StartError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join(' '))
    this.problems = problems
  }
}

/**
 * Runs servers as a child process of the app: waits for the configuration, starts them, replies to requests, and ends
 * with the message `close` or when its parent has ended.
 */
export function runBundledProgram(self: SelfProcess, { start, log }: BundledProgramDeps): void {
  let starting: Promise<BundledProgram> | undefined

  // Exits after all output is written: process.exit drops output that a pipe has not accepted yet.
  const exit = (code: number) => self.stdout.write('', () => self.exit(code))

  const configure = async (config: unknown, parent: ParentConnection) => {
    if (starting !== undefined) return log.warn('already configured')
    starting = start(config)
    try {
      const { info } = await starting
      parent.send({ ...info, type: 'listening' })
    } catch (error) {
      starting = undefined
      const problems = error instanceof StartError ? [...error.problems] : [errorMessage(error)]
      parent.send({ type: 'failed', problems } satisfies FromChild)
    }
  }

  const handleRequest = async (id: number, name: string, body: unknown, parent: ParentConnection) => {
    const reply = (result: Extract<FromChild, { type: 'reply' }>['result']) =>
      parent.send({ type: 'reply', id, result } satisfies FromChild)
    try {
      if (starting === undefined) throw new Error('It has not started.')
      const program = await starting
      reply({ ok: true, value: await program.handleRequest(name, body) })
    } catch (error) {
      log.warn('request failed', { name: name.slice(0, 40), problem: errorMessage(error) })
      reply({ ok: false, problem: errorMessage(error) })
    }
  }

  const close = async () => {
    const program = await starting?.catch(() => undefined)
    await program?.close()
    exit(0)
  }

  const parent = connectToParent(self)
  parent.onExit(() => void close())
  parent.onMessage((message) => {
    const parsed = v.safeParse(ToChildSchema, message)
    if (!parsed.success) return log.warn('message ignored')
    const order = parsed.output
    switch (order.type) {
      case 'configure':
        return void configure(order.config, parent)
      case 'request':
        return void handleRequest(order.id, order.name, order.body, parent)
      case 'close':
        return void close()
    }
  })
}
