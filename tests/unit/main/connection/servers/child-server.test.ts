import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import {
  startChildServer,
  type ForkedProcess,
} from '../../../../../src/main/connection/servers/child-server.ts'
import { createFakeClock } from '../../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../../support/fakes/memory-log.ts'
import { flushPromises } from '../../../../support/fakes/flush-promises.ts'

function setUp() {
  const fakeClock = createFakeClock()
  const log = createMemoryLog()
  const heard: unknown[] = []
  const onMessage: ((message: unknown) => void)[] = []
  const onExit: ((code: number) => void)[] = []
  const onLine: ((line: string) => void)[] = []
  let kills = 0
  const child: ForkedProcess = {
    send: (message) => heard.push(message),
    onMessage: (listener) => onMessage.push(listener),
    onExit: (listener) => onExit.push(listener),
    onLine: (listener) => onLine.push(listener),
    kill: () => {
      kills += 1
    },
  }
  const order = {
    file: 'exchange.js',
    name: 'The exchange',
    config: { port: 0 },
    listening: v.object({ port: v.number() }),
  }
  const started = startChildServer(order, { fork: () => child, timers: fakeClock.timers, log })
  const say = async (message: unknown) => {
    for (const listener of onMessage) listener(message)
    await flushPromises()
  }
  const exit = async (code: number) => {
    for (const listener of onExit) listener(code)
    await flushPromises()
  }
  return { fakeClock, log, heard, started, say, exit, onLine, kills: () => kills }
}

describe('a server in a child process', () => {
  test('receives its configuration once, and is started when it listens', async () => {
    const { started, say, heard, fakeClock } = setUp()
    await say({ type: 'listening', port: 4001 })
    expect((await started).info).toEqual({ port: 4001 })
    expect(heard).toEqual([{ type: 'configure', config: { port: 0 } }])
    expect(fakeClock.due).toEqual([])
  })

  test.each([
    [
      'reports problems',
      { type: 'failed', problems: ['port is taken.', 'secret is missing.'] },
      /port is taken. secret/,
    ],
    ['reports no port', { type: 'listening' }, /not on which port/],
  ])('a process that %s is rejected with a message, and killed', async (_what, message, words) => {
    const { started, say, kills } = setUp()
    const failed = expect(started).rejects.toThrow(words)
    await say(message)
    await failed
    expect(kills()).toBe(1)
  })

  test('a process that exits before it listens is rejected with a message', async () => {
    const { started, exit } = setUp()
    const failed = expect(started).rejects.toThrow('The exchange stopped unexpectedly (code 7).')
    await exit(7)
    await failed
  })

  test('a process that never responds is killed after the timeout', async () => {
    const { started, fakeClock, kills } = setUp()
    const failed = expect(started).rejects.toThrow('did not start in time')
    await fakeClock.advance(60_000)
    await failed
    expect(kills()).toBe(1)
  })

  test('ignores and logs invalid messages of the process', async () => {
    const { started, say, log } = setUp()
    await say('hello')
    await say({ type: 'listening', port: 1 })
    expect((await started).info).toEqual({ port: 1 })
    expect(log.lines.join()).toContain('invalid message')
  })

  test('writes its output to the log under its name', async () => {
    const { onLine, log } = setUp()
    for (const listener of onLine) listener('hello')
    expect(log.lines).toEqual(['The exchange: hello'])
  })

  test('reports its exit once', async () => {
    const { started, say, exit } = setUp()
    await say({ type: 'listening', port: 1 })
    const told: string[] = []
    const server = await started
    server.onFailed((words) => told.push(words))
    await exit(1)
    await exit(1)
    expect(told).toEqual(['The exchange stopped unexpectedly (code 1).'])
    await server.close()
  })

  test('exits by itself when it is closed, and does not report a crash', async () => {
    const { started, say, exit, heard, kills } = setUp()
    await say({ type: 'listening', port: 1 })
    const server = await started
    const told: string[] = []
    server.onFailed((words) => told.push(words))
    const closed = server.close()
    expect(heard.at(-1)).toEqual({ type: 'close' })
    await exit(0)
    await closed
    expect({ told, kills: kills() }).toEqual({ told: [], kills: 0 })
  })

  test('is killed when it does not respond to a close request', async () => {
    const { started, say, exit, fakeClock, kills } = setUp()
    await say({ type: 'listening', port: 1 })
    const closed = (await started).close()
    await fakeClock.advance(10_000)
    expect(kills()).toBe(1)
    await exit(15)
    await closed
  })

  describe('receives requests over the channel', () => {
    const Answer = v.object({ token: v.string() })
    async function ask(body = {}) {
      const parts = setUp()
      await parts.say({ type: 'listening', port: 1 })
      const server = await parts.started
      return { ...parts, server, asked: server.request('token', body, Answer) }
    }
    const reply = (id: number, value: unknown) => ({ type: 'reply', id, result: { ok: true, value } })

    test('and matches each reply to its request', async () => {
      const { say, heard, server, asked } = await ask({ identity: 'maria' })
      const second = server.request('token', { identity: 'nora' }, Answer)
      expect(heard.slice(1)).toEqual([
        { type: 'request', id: 1, name: 'token', body: { identity: 'maria' } },
        { type: 'request', id: 2, name: 'token', body: { identity: 'nora' } },
      ])
      await say(reply(2, { token: 'two' }))
      await say(reply(1, { token: 'one' }))
      expect(await Promise.all([asked, second])).toEqual([{ token: 'one' }, { token: 'two' }])
    })

    test('and a refusal rejects with the message of the process', async () => {
      const { say, asked } = await ask()
      const refused = expect(asked).rejects.toThrow('No such user.')
      await say({ type: 'reply', id: 1, result: { ok: false, problem: 'No such user.' } })
      await refused
    })

    test.each([[{ token: 1 }], [null], ['x'.repeat(10)]])(
      'and rejects the invalid reply %j',
      async (value) => {
        const { say, asked } = await ask()
        const refused = expect(asked).rejects.toThrow('invalid reply')
        await say(reply(1, value))
        await refused
      },
    )

    test('and a request without a reply rejects after ten seconds', async () => {
      const { fakeClock, asked, say, log } = await ask()
      const late = expect(asked).rejects.toThrow('did not reply in time')
      await fakeClock.advance(10_000)
      await late
      await say(reply(1, { token: 'late' }))
      expect(log.lines.join()).toContain('unknown request')
      expect(log.lines.join()).not.toContain('late')
    })

    test('and pending and later requests reject at once when the process ends', async () => {
      const { exit, asked, server, fakeClock } = await ask()
      const failed = expect(asked).rejects.toThrow('stopped unexpectedly')
      await exit(9)
      await failed
      await expect(server.request('token', {}, Answer)).rejects.toThrow('stopped unexpectedly')
      expect(fakeClock.due).toEqual([])
    })
  })
})
