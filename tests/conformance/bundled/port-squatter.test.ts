import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { projectFolder } from '../../../scripts/lib/project.ts'
import type { ForkedProcess } from '../../../src/main/connection/servers/child-server.ts'
import { createBundledServers } from '../../../src/main/connection/servers/bundled-servers.ts'
import type { Connection } from '../../../src/main/connection/connection.ts'
import { openPracticeConnection } from '../../../src/main/connection/practice/practice-connection.ts'
import { practiceSetup } from '../../../src/main/connection/practice/practice-account.ts'
import { createRedactor } from '../../../src/main/lib/redactor.ts'
import { connectClient } from '../../support/exchange/test-client.ts'
import { forkSource } from '../../support/processes/fork-source.ts'
import { createMemoryLog } from '../../support/fakes/memory-log.ts'

const undo: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

/** Opens a practice connection with each of its servers in a real process. */
async function openLine(pause = (ms: number) => ms) {
  const processes = new Map<string, ForkedProcess & { readonly pid: number }>()
  const log = createMemoryLog()
  const startServers = createBundledServers(join(projectFolder, 'bundled-servers', 'main.ts'), {
    fork(file, name) {
      const child = forkSource(file)
      processes.set(name, child)
      return child
    },
    timers: {
      after(ms, task) {
        const timer = setTimeout(task, pause(ms))
        return () => clearTimeout(timer)
      },
    },
    random: () => 0.5,
    log,
  })
  const hex = (bytes: number) => randomBytes(bytes).toString('hex')
  const setup = practiceSetup({}, 'maria', hex)
  const line = await openPracticeConnection(setup, {
    startServers,
    clock: Date.now,
    redactor: createRedactor(),
  })
  undo.push(() => line.close())
  return { line, setup, log, processes }
}

const restarted = (line: Connection) => new Promise<void>((resolve) => line.onRestarted(resolve))

/** Binds a port as soon as it is free and records what is sent to it; sends no replies. */
async function takePort(port: number): Promise<{ readonly received: () => string; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  let received = ''
  const listen = async (): Promise<Server> => {
    for (;;) {
      const server = createServer((socket) => {
        sockets.add(socket)
        socket.on('error', () => undefined)
        socket.on('data', (bytes: Buffer) => (received += bytes.toString('latin1')))
      })
      const opened = await new Promise<boolean>((resolve) => {
        server.once('error', () => resolve(false))
        server.listen(port, '127.0.0.1', () => resolve(true))
      })
      if (opened) return server
    }
  }
  const server = await listen()
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    if (!server.listening) return
    server.close()
    await once(server, 'close')
  }
  undo.push(close)
  return { received: () => received, close }
}

const portIn = (lines: readonly string[], pattern: RegExp): number => {
  const port = lines.map((line) => pattern.exec(line)?.[1]).findLast((found) => found !== undefined)
  if (port === undefined) throw new Error(`No line says ${pattern}: ${lines.join('\n')}`)
  return Number(port)
}
const SERVICE_PORT = /"event":"listening","host":"127\.0\.0\.1","port":(\d+)/

describe('a bundled server that is killed, whose port another program takes', { timeout: 60_000 }, () => {
  test('the token service issues tokens again, on another port, and the program on its old port gets no secret', async () => {
    const { line, setup, log, processes } = await openLine()
    expect(await line.fetchAccessToken()).toMatchObject({ ok: true })
    const oldPort = portIn(log.lines, SERVICE_PORT)

    const back = restarted(line)
    processes.get('The practice exchange')?.kill()
    const squatter = await takePort(oldPort)
    expect(await line.fetchAccessToken()).toMatchObject({ ok: false, problem: 'unreachable' })
    await back

    const result = await line.fetchAccessToken()
    expect(result).toMatchObject({ ok: true, accessToken: { identity: 'maria' } })
    const newPort = portIn(log.lines, SERVICE_PORT)
    expect(newPort).not.toBe(oldPort)

    // A call arrives, because the exchange sends its webhook to the new port.
    const client = await connectClient(Number(line.signallingHost?.split(':')[1]))
    await client.register(result.ok ? result.accessToken.token : '')
    await line.callMe?.()
    await client.next('invite')
    client.close()

    const secrets = [setup.account.apiKeySecret, setup.account.authToken, 'Bearer', 'eyJ']
    expect(secrets.filter((secret) => squatter.received().includes(secret))).toEqual([])
    expect(log.lines.join('\n')).not.toContain('eyJ')
  })

  test('the exchange places no call and sends no secret meanwhile, and works again once it has its port back', async () => {
    const { line, setup, processes } = await openLine()
    const [, port] = line.signallingHost?.split(':') ?? []
    const back = restarted(line)
    processes.get('The practice exchange')?.kill()
    const squatter = await takePort(Number(port))
    await expect(line.callMe?.()).rejects.toThrow('The practice exchange did not place the call')
    expect(await line.fetchAccessToken()).toMatchObject({ ok: false, problem: 'unreachable' })
    const secrets = [setup.account.apiKeySecret, setup.account.authToken, 'Bearer', 'Basic', 'eyJ']
    expect(secrets.filter((secret) => squatter.received().includes(secret))).toEqual([])

    await squatter.close()
    await back
    const client = await connectClient(Number(port))
    const result = await line.fetchAccessToken()
    await client.register(result.ok ? result.accessToken.token : '')
    await line.callMe?.()
    await client.next('invite')
    client.close()
  })

  test('an exchange that never gets its port back is abandoned, and the practice line opens again on other ports', async () => {
    // The pauses between the attempts, of 4 s at most, are shortened; the time-outs are not.
    const { line, processes } = await openLine((ms) => (ms <= 4_000 ? ms / 20 : ms))
    const [, port] = line.signallingHost?.split(':') ?? []
    const gone = new Promise<string>((resolve) => line.onFailed(resolve))
    processes.get('The practice exchange')?.kill()
    const squatter = await takePort(Number(port))
    expect(await gone).toContain('EADDRINUSE')
    await line.close()

    const { line: next } = await openLine()
    expect(next.signallingHost).not.toBe(line.signallingHost)
    await next.callMe?.()
    expect(squatter.received()).not.toContain('eyJ')
  })

  test('no process has a secret in its arguments or its environment', async () => {
    const { setup, processes } = await openLine()
    for (const { pid } of processes.values()) {
      const seen = (
        await Promise.all(['cmdline', 'environ'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8')))
      ).join()
      expect(seen).not.toContain(setup.account.apiKeySecret)
      expect(seen).not.toContain(setup.account.authToken)
    }
  })
})
