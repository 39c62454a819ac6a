import { once } from 'node:events'
import { connect as connectTcp, createServer, type Server, type Socket } from 'node:net'
import { connect } from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { createExchange, type Exchange } from '../../../../exchange/exchange.ts'
import { readProxyRoutes } from '../../../../src/main/connection/proxy-route.ts'
import { probeSignalling } from '../../../../src/main/connection/signalling-probe.ts'
import { createFakeClock, type FakeClock } from '../../../support/fakes/fake-clock.ts'
import { createTestAccount } from '../../../support/app/account.ts'

const open: Array<() => Promise<unknown>> = []
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

async function anExchange(): Promise<Exchange> {
  const { accountSid, authToken, apiKeySid, apiKeySecret } = createTestAccount()
  const exchange = await createExchange({
    controlSecret: 'a secret for the control',
    account: { sid: accountSid, authToken, apiKeys: { [apiKeySid]: apiKeySecret } },
  })
  open.push(() => exchange.close())
  return exchange
}

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  open.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

/** An HTTP proxy; `answer` decides what it says to CONNECT. */
async function aProxy(answer: 'connects' | 'wants a password' | 'says nothing' | 'chatters') {
  const asked: string[] = []
  const server = createServer((client) => {
    client.on('error', () => client.destroy())
    client.once('data', (head) => {
      const [, host = '', port = ''] = /^CONNECT (\S+):(\d+) HTTP\/1\.1\r\n/.exec(head.toString()) ?? []
      asked.push(`${host}:${port}`)
      if (answer === 'wants a password')
        client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n')
      if (answer === 'chatters') client.write('x'.repeat(20_000))
      if (answer !== 'connects') return
      const far = connectTcp({ host: '127.0.0.1', port: Number(port) }, () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n')
        far.pipe(client).pipe(far)
      })
      far.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'))
    })
  })
  const port = await portOf(server)
  return { asked, server, resolved: `PROXY 127.0.0.1:${port}` }
}

const probe = (
  exchange: Pick<Exchange, 'signalPort' | 'certificate'>,
  proxies: string,
  fakeClock?: FakeClock,
) =>
  probeSignalling(
    { signallingHost: `localhost:${exchange.signalPort}`, fingerprint: exchange.certificate.fingerprint },
    { connect, resolveProxy: async () => proxies, timers: (fakeClock ?? createFakeClock()).timers },
  )

describe('an exchange behind a proxy', () => {
  test('is asked through the proxy, and its certificate is checked', async () => {
    const exchange = await anExchange()
    const proxy = await aProxy('connects')
    expect(await probe(exchange, proxy.resolved)).toBe('open')
    expect(proxy.asked).toEqual([`localhost:${exchange.signalPort}`])
    const other = { ...exchange, certificate: { ...exchange.certificate, fingerprint: 'sha256/another' } }
    expect(await probe(other, proxy.resolved)).toBe('other-certificate')
    exchange.injectFault({ kind: 'refuse' })
    expect(await probe(exchange, proxy.resolved)).toBe('refusing')
  })

  test.each(['wants a password', 'chatters'] as const)('is unknown where the proxy %s', async (answer) => {
    const exchange = await anExchange()
    expect(await probe(exchange, (await aProxy(answer)).resolved)).toBe('unknown')
  })

  test('is unknown where the proxy cannot reach it, is not there, or is of another kind', async () => {
    const exchange = await anExchange()
    const proxy = await aProxy('connects')
    const { signalPort } = exchange
    await exchange.close()
    expect(await probe({ ...exchange, signalPort }, proxy.resolved)).toBe('unknown')
    expect(await probe(exchange, 'PROXY 127.0.0.1:9')).toBe('unknown')
    expect(await probe(exchange, 'SOCKS5 127.0.0.1:1080')).toBe('unknown')
  })

  test('is unknown where the proxy says nothing for two seconds', async () => {
    const exchange = await anExchange()
    const proxy = await aProxy('says nothing')
    const fakeClock = createFakeClock()
    const connected = once(proxy.server, 'connection')
    const result = probe(exchange, proxy.resolved, fakeClock)
    await connected
    await fakeClock.advance(2_000)
    expect(await result).toBe('unknown')
  })

  test('is asked directly where the proxy fails and the system allows that', async () => {
    expect(await probe(await anExchange(), 'PROXY 127.0.0.1:9; DIRECT')).toBe('open')
  })

  test('is asked directly where the system names no proxy, and is unknown where that cannot be found out', async () => {
    const exchange = await anExchange()
    const target = {
      signallingHost: `localhost:${exchange.signalPort}`,
      fingerprint: exchange.certificate.fingerprint,
    }
    const resolveProxy = () => Promise.reject(new Error('no network service'))
    const deps = { connect, resolveProxy, timers: createFakeClock().timers }
    expect(await probeSignalling(target, deps)).toBe('open')
    await exchange.close()
    expect(await probeSignalling(target, deps)).toBe('unknown')
    expect(await probe(exchange, 'DIRECT')).toBe('unreachable')
  })
})

test.each([
  ['DIRECT', [{ kind: 'direct' }]],
  ['', []],
  ['PROXY proxy.example:3128', [{ kind: 'http', host: 'proxy.example', port: 3128, secure: false }]],
  [
    'HTTPS [2001:db8::1]:443;DIRECT',
    [{ kind: 'http', host: '2001:db8::1', port: 443, secure: true }, { kind: 'direct' }],
  ],
  ['SOCKS5 a:1080; QUIC b:443; nonsense', [{ kind: 'other' }, { kind: 'other' }, { kind: 'other' }]],
])('the proxy settings %j are read', (answer, routes) => {
  expect(readProxyRoutes(answer)).toEqual(routes)
})
