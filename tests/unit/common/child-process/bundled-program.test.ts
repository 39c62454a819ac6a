import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import {
  type BundledServer,
  runBundledProgram,
  StartProblems,
} from '../../../../common/child-process/bundled-program.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'

/** A process without a process: its output is out when the test says so. */
class FakeSelf extends EventEmitter {
  readonly sent: object[] = []
  readonly exits: number[] = []
  readonly written: (() => void)[] = []
  readonly stdout = { write: (_text: string, done: () => void) => this.written.push(done) }
  send = (message: object): boolean => this.sent.push(message) > 0
  exit = (code: number): never => {
    this.exits.push(code)
    throw new Error('The process would be gone.')
  }
}

function setUp(server: Partial<BundledServer> = {}, start?: () => Promise<BundledServer>) {
  const self = new FakeSelf()
  const log: string[] = []
  const closed: true[] = []
  const whole: BundledServer = {
    facts: { port: 1 },
    answer: (name, body) => ({ name, body }),
    close: async () => void closed.push(true),
    ...server,
  }
  runBundledProgram(self, {
    start: start ?? (() => Promise.resolve(whole)),
    log: (level, event, details) => log.push([level, event, ...Object.values(details ?? {})].join(' ')),
  })
  const hear = async (message: unknown) => {
    self.emit('message', message)
    await flushPromises()
  }
  return { self, log, closed, hear }
}
const CONFIGURE = { type: 'configure', config: {} }

describe('a server in a child process', () => {
  test('exits with its last line written, not before', async () => {
    const { self, hear, closed } = setUp()
    await hear(CONFIGURE)
    await hear({ type: 'close' })
    expect({ closed, exits: self.exits }).toEqual({ closed: [true], exits: [] })
    expect(self.written[0]).toThrow('gone')
    expect(self.exits).toEqual([0])
  })

  test.each(['unhandledRejection', 'uncaughtException'])('logs %s and exits with 1', async (event) => {
    const { self, log } = setUp()
    self.emit(event, new Error('a wedge'))
    expect(log.join()).toMatch(/error crashed .*a wedge/)
    expect(self.exits).toEqual([])
    expect(self.written[0]).toThrow('gone')
    expect(self.exits).toEqual([1])
  })

  test('answers requests, and says in words what went wrong with one', async () => {
    const { self, hear, log } = setUp({
      answer(name) {
        if (name === 'good') return Promise.resolve({ fine: true })
        throw new Error('No such request.')
      },
    })
    const request = (id: number, name: string) => ({ type: 'request', id, name, body: {} })
    await hear(request(1, 'good'))
    await hear(CONFIGURE)
    await hear(request(2, 'good'))
    await hear(request(3, 'bad'))
    expect(self.sent).toEqual([
      { type: 'reply', id: 1, result: { ok: false, problem: 'It has not started.' } },
      { type: 'listening', port: 1 },
      { type: 'reply', id: 2, result: { ok: true, value: { fine: true } } },
      { type: 'reply', id: 3, result: { ok: false, problem: 'No such request.' } },
    ])
    expect(log.join()).toContain('warn request failed bad No such request.')
  })

  test('names every problem of its configuration and takes a better one', async () => {
    let starts = 0
    const { self, hear } = setUp({}, async () => {
      starts += 1
      if (starts === 1) throw new StartProblems(['one.', 'two.'])
      return { facts: {}, answer: () => ({}), close: async () => undefined }
    })
    await hear(CONFIGURE)
    await hear(CONFIGURE)
    expect(self.sent).toEqual([{ type: 'failed', problems: ['one.', 'two.'] }, { type: 'listening' }])
  })

  test.each([null, 'close', { type: 'dance' }, { type: 'request', id: 'x' }, { type: 'request' }])(
    'ignores %j and logs it',
    async (message) => {
      const { self, hear, log } = setUp()
      await hear(message)
      expect({ sent: self.sent, log }).toEqual({ sent: [], log: ['warn message ignored'] })
    },
  )
})
