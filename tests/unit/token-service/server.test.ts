import { afterEach, describe, expect, test } from 'vitest'
import { LIMITS } from '../../../token-service/limits.ts'
import { createJsonLog } from '../../../token-service/log.ts'
import { type RunningService, type ServerParts, startTokenService } from '../../../token-service/server.ts'
import { rawHttp } from './raw-http.ts'
import { configOf, leaksIn, SECRETS } from './support.ts'

const running: RunningService[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.close()))
})

async function start(changes: object = {}, more: Pick<ServerParts, 'graceMs' | 'limits'> = {}) {
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
    `POST /token HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${SECRETS.alice}\r\n` +
      'Content-Length: 4\r\nExpect: 100-continue\r\n\r\n',
  )
  await connection.until('100 Continue')
  return connection
}

describe('the server', () => {
  test('answers on the port it got, and says it is well', async () => {
    const { service } = await start()
    const response = await fetch(`${service.url}/healthz`)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'ok' })
  })

  test('gives out tokens', async () => {
    const { service } = await start()
    const init = { method: 'POST', headers: { authorization: `Bearer ${SECRETS.alice}` } }
    const response = await fetch(`${service.url}/token`, init)
    expect(await response.json()).toMatchObject({ identity: 'alice' })
  })

  test('says in words that there is nothing elsewhere, and does not log the address', async () => {
    const { service, lines } = await start()
    const response = await fetch(`${service.url}/token/${SECRETS.alice}`)
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({
      error: 'not-found',
      message: 'There is nothing at this address.',
    })
    expect(leaksIn(lines.join(''))).toEqual([])
  })

  test('rejects a port that is taken', async () => {
    const { service } = await start()
    await expect(start({ port: service.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  test('warns at the start of what it will refuse later', async () => {
    const eleven = Array.from({ length: 11 }, (_, i) => `agent_${i}`)
    const { lines } = await start({ callerId: undefined, incoming: { '+14155550123': eleven } })
    const warned = lines.filter((line) => line.includes('"level":"warn"')).join('')
    expect(warned).toContain('"missing":"callerId"')
    expect(warned).toContain('"number":"…23","clients":11,"most":10')
  })
})

describe('a service that is reached from other computers', () => {
  test.each(['0.0.0.0', '::'])('on %s warns that secrets arrive without encryption', async (host) => {
    const { lines } = await start({ host })
    expect(lines.join('')).toContain('"event":"secrets arrive here without encryption"')
  })

  test('on this machine does not', async () => {
    const { lines } = await start({ host: '127.0.0.1' })
    expect(lines.join('')).not.toContain('without encryption')
  })
})

describe('closing', () => {
  test('lets the request in flight finish, takes no new one, then is done', async () => {
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

  test('does not wait for ever', async () => {
    const { service } = await start({}, { graceMs: 1 })
    const connection = await halfRequest(service.port)
    await service.close()
    expect(await connection.ended()).not.toContain('200 OK')
  })

  test('does not wait for a connection that is only kept alive, and may be asked twice', async () => {
    const { service } = await start()
    const connection = rawHttp(service.port)
    connection.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
    await connection.until('{"status":"ok"}')
    await Promise.all([service.close(), service.close()])
    expect(await connection.ended()).toContain('200 OK')
  })
})

describe('bytes no client would send', () => {
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
    'POST /token HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999',
    'POST /token HTTP/1.1\r\nHost: x\r\nContent-Length: x',
    'POST /twiml/outgoing?%zz HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nX-Twilio-Signature: \u00ff',
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

describe('a client that takes its time', () => {
  const limits = { ...LIMITS, headersTimeout: 150, requestTimeout: 300, connectionsCheckingInterval: 50 }

  test.each([
    ['over its headers', 'POST /token HTTP/1.1\r\nHost: x\r\n'],
    ['over its body', 'POST /token HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n'],
    ['before its first word', ''],
  ])('%s is given up, and the others are served meanwhile', async (_what, beginning) => {
    const { service } = await start({}, { limits })
    const slow = rawHttp(service.port)
    slow.write(beginning)
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200)
    expect(await slow.ended()).toMatch(/^$|^HTTP\/1\.1 408 /)
  })

  test('does not keep sockets for itself: those above the limit are closed at once', async () => {
    const { service } = await start({}, { limits: { ...LIMITS, maxConnections: 3 } })
    const held = await Promise.all([1, 2, 3].map(() => halfRequest(service.port)))
    expect(await rawHttp(service.port).ended()).toBe('')
    for (const one of held) one.write('{}{}')
    for (const one of held) await one.until('200 OK')
  })

  test('is given seconds, not minutes', () => {
    expect(LIMITS.headersTimeout).toBeLessThanOrEqual(10_000)
    expect(LIMITS.requestTimeout).toBeLessThanOrEqual(15_000)
  })
})
