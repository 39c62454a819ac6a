import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import {
  type BundledProgram,
  runBundledProgram,
  StartError,
} from '../../../../common/child-process/bundled-program.ts'
import { createJsonLog } from '../../../../common/log/json-log.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'

/** A fake of Node's `process`. The test decides when its output is written. */
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

function setUp(program: Partial<BundledProgram> = {}, start?: () => Promise<BundledProgram>) {
  const self = new FakeSelf()
  const lines: string[] = []
  const closed: true[] = []
  const whole: BundledProgram = {
    info: { port: 1 },
    handleRequest: (name, body) => ({ name, body }),
    close: async () => void closed.push(true),
    ...program,
  }
  runBundledProgram(self, {
    start: start ?? (() => Promise.resolve(whole)),
    log: createJsonLog(
      (line) => lines.push(line),
      () => 0,
    ),
  })
  const receive = async (message: unknown) => {
    self.emit('message', message)
    await flushPromises()
  }
  return { self, lines, closed, receive }
}
const CONFIGURE = { type: 'configure', config: {} }

describe('a program in a child process', () => {
  test('exits after its last line is written, not before', async () => {
    const { self, receive, closed } = setUp()
    await receive(CONFIGURE)
    await receive({ type: 'close' })
    expect({ closed, exits: self.exits }).toEqual({ closed: [true], exits: [] })
    expect(self.written[0]).toThrow('gone')
    expect(self.exits).toEqual([0])
  })

  test('closes when its parent has ended', async () => {
    const { self, receive, closed } = setUp()
    await receive(CONFIGURE)
    self.emit('disconnect')
    await flushPromises()
    expect(closed).toEqual([true])
  })

  test('replies to requests, with the message of an error that a request throws', async () => {
    const { self, receive, lines } = setUp({
      handleRequest(name) {
        if (name === 'good') return Promise.resolve({ fine: true })
        throw new Error('No such request.')
      },
    })
    const request = (id: number, name: string) => ({ type: 'request', id, name, body: {} })
    await receive(request(1, 'good'))
    await receive(CONFIGURE)
    await receive(request(2, 'good'))
    await receive(request(3, 'bad'))
    expect(self.sent).toEqual([
      { type: 'reply', id: 1, result: { ok: false, problem: 'It has not started.' } },
      { type: 'listening', port: 1 },
      { type: 'reply', id: 2, result: { ok: true, value: { fine: true } } },
      { type: 'reply', id: 3, result: { ok: false, problem: 'No such request.' } },
    ])
    expect(lines.join('')).toContain('"event":"request failed","name":"bad","problem":"No such request."')
  })

  test('reports every problem of its configuration and accepts a valid one afterwards', async () => {
    let starts = 0
    const { self, receive } = setUp({}, async () => {
      starts += 1
      if (starts === 1) throw new StartError(['one.', 'two.'])
      return { info: {}, handleRequest: () => ({}), close: async () => undefined }
    })
    await receive(CONFIGURE)
    await receive(CONFIGURE)
    expect(self.sent).toEqual([{ type: 'failed', problems: ['one.', 'two.'] }, { type: 'listening' }])
  })

  test.each([null, 'close', { type: 'dance' }, { type: 'request', id: 'x' }, { type: 'request' }])(
    'ignores the invalid message %j and logs it',
    async (message) => {
      const { self, receive, lines } = setUp()
      await receive(message)
      expect(self.sent).toEqual([])
      expect(lines).toEqual([expect.stringContaining('"level":"warn","event":"message ignored"')])
    },
  )
})
