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

const knock = (signallingHost: string, fingerprint: string | null) =>
  probeSignalling(
    { signallingHost, fingerprint },
    { connect, resolveProxy: async () => 'DIRECT', timers: createFakeClock().timers },
  )

describe('knocking at a signalling host', () => {
  test('one that would take us is open, and nobody is left there', async () => {
    const { certificate, control, signalPort } = await anExchange()
    expect(await knock(`localhost:${signalPort}`, certificate.fingerprint)).toBe('open')
    expect(control.clients()).toEqual([])
  })

  test('one that turns sockets away is refusing', async () => {
    const exchange = await anExchange()
    exchange.injectFault({ kind: 'refuse' })
    const host = `localhost:${exchange.signalPort}`
    expect(await knock(host, exchange.certificate.fingerprint)).toBe('refusing')
  })

  test('one with another certificate, or one nobody trusts, is not ours', async () => {
    const { signalPort } = await anExchange()
    const other = createHash('sha256').update('another').digest('base64')
    expect(await knock(`localhost:${signalPort}`, `sha256/${other}`)).toBe('other-certificate')
    expect(await knock(`localhost:${signalPort}`, null)).toBe('unreachable')
  })

  test('where nobody listens it is unreachable', async () => {
    const server = createServer()
    const host = await listening(server)
    for (const close of open.splice(0)) await close()
    expect(await knock(host, null)).toBe('unreachable')
  })

  test('one that takes the connection and says nothing is given up after two seconds', async () => {
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
