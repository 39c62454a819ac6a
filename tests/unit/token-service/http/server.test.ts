import { afterEach, describe, expect, test } from 'vitest'
import { SERVER_LIMITS } from '../../../../token-service/http/limits.ts'
import { createJsonLog } from '../../../../common/log/json-log.ts'
import {
  type RunningService,
  type ServerDeps,
  startTokenService,
} from '../../../../token-service/http/server.ts'
import { floodWithSockets } from '../../../support/security/socket-flood.ts'
import { rawHttp } from './raw-http.ts'
import { configOf, leaksIn, SECRETS } from '../support.ts'

const running: RunningService[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.close()))
})

async function start(changes: object = {}, more: Pick<ServerDeps, 'graceMs' | 'limits'> = {}) {
  const lines: string[] = []
  const log = createJsonLog((line) => lines.push(line), Date.now)
  const config = configOf({ port: 0, ...changes })
  const service = await startTokenService({ config, log, ...more })
  running.push(service)
  return { service, lines }
}

/** A request that has arrived but is not complete: the server asked for its body. */
async function halfRequest(port: number) {
  const connection = rawHttp(port)
  connection.write(
    `POST /token HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${SECRETS.alice}\r\n` +
      'Content-Length: 4\r\nExpect: 100-continue\r\n\r\n',
  )
  await connection.until('100 Continue')
  return connection
}

describe('the server', () => {
  test('the server replies on its port and reports its health', async () => {
    const { service } = await start()
    const response = await fetch(`${service.url}/healthz`)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'ok' })
  })

  test('the server issues tokens', async () => {
    const { service } = await start()
    const init = { method: 'POST', headers: { authorization: `Bearer ${SECRETS.alice}` } }
    const response = await fetch(`${service.url}/token`, init)
    expect(await response.json()).toMatchObject({ identity: 'alice' })
  })

  test('an unknown address gets 404 with an explanation and is not logged', async () => {
    const { service, lines } = await start()
    const response = await fetch(`${service.url}/token/${SECRETS.alice}`)
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({
      error: 'not-found',
      message: 'There is nothing at this address.',
    })
    expect(leaksIn(lines.join(''))).toEqual([])
  })

  test('a port that is in use is rejected', async () => {
    const { service } = await start()
    await expect(start({ port: service.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  test('the server warns at its start about calls that it will refuse', async () => {
    const eleven = Array.from({ length: 11 }, (_, i) => `agent_${i}`)
    const { lines } = await start({ callerId: undefined, incoming: { '+14155550123': eleven } })
    const warned = lines.filter((line) => line.includes('"level":"warn"')).join('')
    expect(warned).toContain('"missing":"callerId"')
    expect(warned).toContain('"number":"…23","clients":11,"most":10')
  })
})

describe('the address that the service listens on', () => {
  test.each(['0.0.0.0', '::'])(
    'the host %s causes a warning that secrets arrive without encryption',
    async (host) => {
      const { lines } = await start({ host })
      expect(lines.join('')).toContain('"event":"secrets arrive here without encryption"')
    },
  )

  test('a loopback address causes no warning', async () => {
    const { lines } = await start({ host: '127.0.0.1' })
    expect(lines.join('')).not.toContain('without encryption')
  })
})

describe('closing', () => {
  test('closing completes the request in progress and accepts no new one', async () => {
    const { service, lines } = await start()
    const connection = await halfRequest(service.port)
    const closed = service.close()
    await expect(fetch(`${service.url}/healthz`)).rejects.toThrow('fetch failed')
    connection.write('body')
    const answer = await connection.ended()
    expect(answer).toContain('HTTP/1.1 200 OK')
    expect(answer).toContain('"identity":"alice"')
    await closed
    expect(lines.at(-1)).toContain('"event":"stopped"')
  })

  test('closing does not wait longer than the grace period', async () => {
    const { service } = await start({}, { graceMs: 1 })
    const connection = await halfRequest(service.port)
    await service.close()
    expect(await connection.ended()).not.toContain('200 OK')
  })

  test('closing does not wait for an idle connection, and may be called twice', async () => {
    const { service } = await start()
    const connection = rawHttp(service.port)
    connection.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
    await connection.until('{"status":"ok"}')
    await Promise.all([service.close(), service.close()])
    expect(await connection.ended()).toContain('200 OK')
  })
})

describe('a foreign web page', () => {
  const ask = async (changes: object, lines: readonly string[]) => {
    const { service, lines: log } = await start(changes)
    const connection = rawHttp(service.port)
    connection.write(['GET /healthz HTTP/1.1', ...lines, 'Connection: close', '', ''].join('\r\n'))
    const status = /^HTTP\/1\.1 (\d+)/.exec(await connection.ended())?.[1]
    return { status, log: log.join('') }
  }
  const PUBLIC = { publicUrl: 'https://phone.example.com' }

  test.each([
    ['evil.example', {}, '421'],
    ['evil.example:8080', {}, '421'],
    ['127.0.0.1.evil.example', {}, '421'],
    ['evil.example', PUBLIC, '421'],
    ['phone.example.com.evil.example', PUBLIC, '421'],
    ['phone.example.com', PUBLIC, '200'],
    ['PHONE.example.com:443', PUBLIC, '200'],
    ['127.0.0.1:8080', PUBLIC, '200'],
    ['localhost', {}, '200'],
    ['[::1]:8080', {}, '200'],
    ['token-service', { host: '0.0.0.0' }, '200'],
  ])('a request for the host name %s with %j gets %s', async (host, changes, expected) => {
    const { status, log } = await ask({ publicUrl: undefined, ...changes }, [`Host: ${host}`])
    expect(status).toBe(expected)
    expect(log.includes('"reason":"foreign host name"')).toBe(expected === '421')
  })

  test.each([
    ['https://evil.example', '403'],
    ['http://phone.example.com.evil.example', '403'],
    ['null', '403'],
    ['', '403'],
    ['https://phone.example.com', '200'],
    ['http://localhost:5173', '200'],
    ['offhook://app', '200'],
  ])('a request with the origin %j gets %s', async (origin, expected) => {
    const { status } = await ask(PUBLIC, ['Host: 127.0.0.1', `Origin: ${origin}`])
    expect(status).toBe(expected)
  })
})

describe('malformed requests', () => {
  const lines = [
    'GET /healthz HTTP/1.1\r\nHost: a b',
    'GET /healthz HTTP/1.1\r\nHost: ',
    'GET http://evil.example/healthz HTTP/1.1\r\nHost: x',
    'GET //healthz HTTP/1.1\r\nHost: x',
    'GET /%zz%00/../token HTTP/1.1\r\nHost: x',
    'GET /\\token HTTP/1.1\r\nHost: x',
    'TRACE /token HTTP/1.1\r\nHost: x',
    'TRACE /twiml/outgoing HTTP/1.1\r\nHost: x',
    'PURGE /token HTTP/1.1\r\nHost: x',
    'POST /token HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999',
    'POST /token HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x',
    'POST /twiml/outgoing?%zz HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nX-Twilio-Signature: \u00ff',
    'HEAD /healthz HTTP/1.1\r\nHost: x',
  ]
  test.each(lines)('%j get no 500', async (text) => {
    const { service, lines } = await start()
    const connection = rawHttp(service.port)
    connection.write(`${text}\r\nConnection: close\r\n\r\n`)
    expect(await connection.ended()).toMatch(/^HTTP\/1\.1 [234]\d\d /)
    expect(lines.join('')).not.toContain('internal error')
  })
})

describe('a slow client', () => {
  const limits = {
    ...SERVER_LIMITS,
    headersTimeout: 150,
    requestTimeout: 300,
    connectionsCheckingInterval: 50,
  }

  test.each([
    ['over its headers', 'POST /token HTTP/1.1\r\nHost: 127.0.0.1\r\n'],
    ['over its body', 'POST /token HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\n\r\n'],
    ['before its first word', ''],
  ])('%s ends at its time limit, and other clients are served meanwhile', async (_what, beginning) => {
    const { service } = await start({}, { limits })
    const slow = rawHttp(service.port)
    slow.write(beginning)
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200)
    expect(await slow.ended()).toMatch(/^$|^HTTP\/1\.1 408 /)
  })

  test('a slow client loses its oldest socket to a new one, and requests in progress continue', async () => {
    const few = { ...SERVER_LIMITS, maxIdle: 3, maxBusy: 3, graceMs: 0 }
    const { service } = await start({}, { limits: few })
    const busy = await halfRequest(service.port)
    const held = [rawHttp(service.port), rawHttp(service.port), rawHttp(service.port)]
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200)
    expect(await held[0]?.ended()).toBe('')
    busy.write('{}{}')
    await busy.until('200 OK')
  })

  test('a client may send many requests on one connection without a warning of Node', async () => {
    const warnings: Error[] = []
    const hear = (warning: Error) => void warnings.push(warning)
    process.on('warning', hear)
    const { service } = await start()
    const connection = rawHttp(service.port)
    for (let sent = 0; sent < 30; sent += 1)
      connection.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
    connection.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n')
    expect((await connection.ended()).match(/200 OK/g)).toHaveLength(31)
    process.off('warning', hear)
    expect(warnings).toEqual([])
  })

  test('a flood of sockets does not keep out a client with a valid secret', async () => {
    const { service } = await start()
    const flood = floodWithSockets(service.port, 1500)
    try {
      await flood.isFull
      const headers = { authorization: `Bearer ${SECRETS.alice}`, connection: 'close' }
      // A client tries again, as Offhook does: the flood may be faster than its request now and then.
      const ask = async (tries = 5): Promise<number> => {
        const init = { method: 'POST', headers }
        const response = await fetch(`${service.url}/token`, init).catch(() => undefined)
        return response?.status ?? (tries > 1 ? ask(tries - 1) : 0)
      }
      for (let asked = 0; asked < 6; asked += 1) expect(await ask()).toBe(200)
    } finally {
      flood.stop()
    }
  }, 60_000)

  test('the time limits are seconds, not minutes', () => {
    expect(SERVER_LIMITS.headersTimeout).toBeLessThanOrEqual(10_000)
    expect(SERVER_LIMITS.requestTimeout).toBeLessThanOrEqual(15_000)
  })
})
