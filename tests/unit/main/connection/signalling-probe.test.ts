import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { connect } from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { createExchange, type Exchange } from '../../../../exchange/exchange.ts'
import { probeSignalling } from '../../../../src/main/connection/signalling-probe.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { createTestAccount } from '../../../support/app/account.ts'

const open: Array<() => Promise<unknown>> = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
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

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address()
  return `localhost:${typeof address === 'object' ? address?.port : ''}`
}

const probe = (signallingHost: string, fingerprint: string | null) =>
  probeSignalling(
    { signallingHost, fingerprint },
    { connect, resolveProxy: async () => 'DIRECT', timers: createFakeClock().timers },
  )

describe('a probe of a signalling host', () => {
  test('reports a host that accepts connections as open, and leaves no client connected', async () => {
    const { certificate, control, signalPort } = await anExchange()
    expect(await probe(`localhost:${signalPort}`, certificate.fingerprint)).toBe('open')
    expect(control.clients()).toEqual([])
  })

  test('reports a host that rejects sockets as refusing', async () => {
    const exchange = await anExchange()
    exchange.injectFault({ kind: 'refuse' })
    const host = `localhost:${exchange.signalPort}`
    expect(await probe(host, exchange.certificate.fingerprint)).toBe('refusing')
  })

  test('distinguishes another certificate and an untrusted certificate', async () => {
    const { signalPort } = await anExchange()
    const other = createHash('sha256').update('another').digest('base64')
    expect(await probe(`localhost:${signalPort}`, `sha256/${other}`)).toBe('other-certificate')
    expect(await probe(`localhost:${signalPort}`, null)).toBe('unreachable')
  })

  test('reports a host without a listener as unreachable', async () => {
    const server = createServer()
    const host = await listening(server)
    for (const close of open.splice(0)) await close()
    expect(await probe(host, null)).toBe('unreachable')
  })

  test('times out after two seconds when the host accepts the connection and sends nothing', async () => {
    const server = createServer((socket) => socket.on('error', () => socket.destroy()))
    const host = await listening(server)
    const fakeClock = createFakeClock()
    const accepted = once(server, 'connection')
    const result = probeSignalling(
      { signallingHost: host, fingerprint: null },
      { connect, resolveProxy: async () => 'DIRECT', timers: fakeClock.timers },
    )
    await accepted
    await fakeClock.advance(2_000)
    expect(await result).toBe('unreachable')
  })
})
