import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { account, controlSecret, openTestbed } from '../../support/exchange/testbed.ts'
import { floodWithSockets } from '../../support/security/socket-flood.ts'

describe('a request from a foreign web page', () => {
  const EVIL = { Origin: 'https://evil.example' }
  const REBOUND = { Host: 'evil.example' }

  test.each([
    ['a foreign origin', EVIL],
    ['a hidden origin', { Origin: 'null' }],
    ['a foreign host name', REBOUND],
    ['a host name that resembles localhost', { Host: 'localhost.evil.example:80' }],
  ])('is refused by the control API for %s, with and without the secret', async (_what, headers) => {
    const testbed = await openTestbed()
    for (const secret of [{}, { Authorization: `Bearer ${controlSecret}` }])
      for (const path of ['/healthz', '/clients'])
        expect(await get(testbed.exchange.controlPort, path, { ...headers, ...secret })).toMatchObject({
          status: 403,
        })
    expect(testbed.log.join()).toContain('request-refused')
  })

  test.each([
    ['a foreign origin', EVIL],
    ['a hidden origin', { Origin: 'null' }],
    ['a foreign host name', REBOUND],
  ])('is refused by signalling and the REST API for %s', async (_what, headers) => {
    const testbed = await openTestbed()
    const socket = new WebSocket(`wss://localhost:${testbed.exchange.signalPort}/signal`, {
      rejectUnauthorized: false,
      family: 4,
      headers,
    })
    const [, response] = await once(socket, 'unexpected-response')
    expect(Reflect.get(Object(response), 'statusCode')).toBe(403)
    const credentials = Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')
    const rest = await get(
      testbed.exchange.signalPort,
      `/2010-04-01/Accounts/${account.sid}/Calls.json`,
      { ...headers, Authorization: `Basic ${credentials}` },
      'https:',
    )
    expect(rest).toMatchObject({ status: 403 })
  })

  test.each([{}, { Origin: 'http://localhost:9876' }, { Origin: 'offhook://app' }, { Origin: 'file://' }])(
    'differs from programs and pages of this machine: %j is served',
    async (headers) => {
      const testbed = await openTestbed()
      expect(await get(testbed.exchange.controlPort, '/healthz', headers)).toMatchObject({ status: 200 })
      const socket = new WebSocket(`wss://localhost:${testbed.exchange.signalPort}/signal`, {
        rejectUnauthorized: false,
        family: 4,
        headers,
      })
      await once(socket, 'open')
      socket.terminate()
    },
  )
})

describe('wrong secrets', () => {
  test.each(['control', 'rest'] as const)(
    'at the %s API are logged with a limit and refused after ten, and the right secret still works',
    async (api) => {
      const testbed = await openTestbed()
      const { controlPort, signalPort } = testbed.exchange
      const basic = (secret: string) => Buffer.from(`${account.sid}:${secret}`).toString('base64')
      const ask = (secret: string) =>
        api === 'control'
          ? get(controlPort, '/clients', { Authorization: `Bearer ${secret}` })
          : get(
              signalPort,
              `/2010-04-01/Accounts/${account.sid}/Calls.json`,
              { Authorization: `Basic ${basic(secret)}` },
              'https:',
            )
      const statuses: number[] = []
      for (let wrong = 0; wrong < 40; wrong += 1) statuses.push((await ask(`wrong-${wrong}`)).status)
      expect(statuses.filter((status) => status === 401)).toHaveLength(10)
      expect(statuses.filter((status) => status === 429)).toHaveLength(30)
      expect((await ask('wrong')).retryAfter).toBe('60')
      expect((await ask(api === 'control' ? controlSecret : account.authToken)).status).toBe(200)
      const lines = testbed.log.filter((line) => line.includes('authentication-failed'))
      expect(lines).toHaveLength(10)
      expect(lines.join()).not.toContain('wrong-')
    },
  )
})

describe('a flood of sockets that are opened again when they are closed', () => {
  test('does not keep clients with a valid token from connecting', async () => {
    const testbed = await openTestbed()
    const flood = floodWithSockets(testbed.exchange.signalPort, 1500)
    try {
      await flood.isFull
      // The client retries, as the SDK does: occasionally the flood is faster than its handshake.
      const register = async (identity: string, tries = 5): Promise<boolean> => {
        const client = await testbed.registered(identity).catch(() => undefined)
        if (client?.open) return true
        return tries > 1 && register(identity, tries - 1)
      }
      for (const name of ['maria', 'nora', 'olga', 'petra', 'rosa', 'sara'])
        expect(await register(name)).toBe(true)
    } finally {
      flood.stop()
    }
  }, 60_000)
})

/** Sends a GET with any headers, including `Host`. */
async function get(port: number, path: string, headers: Record<string, string>, protocol = 'http:') {
  const options = { host: '127.0.0.1', port, path, headers, agent: false as const }
  const request =
    protocol === 'https:' ? https.get({ ...options, rejectUnauthorized: false }) : http.get(options)
  const [response] = await once(request, 'response')
  if (!(response instanceof http.IncomingMessage)) throw new Error('There is no response.')
  response.resume()
  await once(response, 'close')
  return { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] }
}
