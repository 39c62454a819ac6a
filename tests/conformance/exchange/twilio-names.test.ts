import { request } from 'node:https'
import { describe, expect, test } from 'vitest'
import { openTestbed, type Testbed } from '../../support/exchange/testbed.ts'

/** Asks the signalling port for something else than a socket. */
function ask(
  testbed: Testbed,
  method: string,
  path: string,
  body = '',
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const options = {
      port: testbed.exchange.signalPort,
      host: '127.0.0.1',
      path,
      method,
      rejectUnauthorized: false,
    }
    const sent = request(options, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        expect(response.headers['access-control-allow-origin'] ?? '*').toBe('*')
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('latin1') })
      })
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

describe("a client whose resolver maps Twilio's names to the exchange", () => {
  test.each([
    ['voice-js.sydney.twilio.com', { edge: 'sydney', region: 'ASIAPAC_SYDNEY' }],
    ['voice-js.frankfurt-ix.twilio.com:443', { edge: 'frankfurt-ix', region: 'EU_FRANKFURT' }],
    ['voice-js.roaming.twilio.com', { edge: 'ashburn', region: 'US_EAST_VIRGINIA' }],
    ['voice-js.atlantis.twilio.com', { edge: 'ashburn' }],
    ['localhost', { edge: 'ashburn', home: 'us1' }],
  ])('gets the edge of the name %s', async (host, names) => {
    const testbed = await openTestbed()
    const client = await testbed.client(host)
    client.listen(testbed.token('alice'))
    expect(await client.next('connected')).toMatchObject(names)
  })

  test.each(['incoming', 'outgoing', 'disconnect', 'dtmf-1', 'dtmf-star'])(
    'gets the sound %s, so that ringing is not delayed',
    async (name) => {
      const testbed = await openTestbed()
      const { status, text } = await ask(
        testbed,
        'GET',
        `/js/client/sounds/releases/1.0.0/${name}.mp3?cache=2.18.5`,
      )
      expect(status).toBe(200)
      expect(text.slice(0, 4) + text.slice(8, 15)).toBe('RIFFWAVEfmt')
      expect(text.length).toBe(8 + Buffer.from(text.slice(4, 8), 'latin1').readUInt32LE(0))
    },
  )

  test('can send Insights reports, and no other request', async () => {
    const testbed = await openTestbed()
    expect(await ask(testbed, 'OPTIONS', '/v4/EndpointEvents')).toMatchObject({ status: 204 })
    expect(await ask(testbed, 'POST', '/v4/EndpointEvents', '{"name":"a"}')).toEqual({
      status: 200,
      text: '{}',
    })
    expect(await ask(testbed, 'GET', '/v4/EndpointEvents')).toMatchObject({ status: 426 })
    expect(await ask(testbed, 'GET', '/js/client/sounds/releases/1.0.0/../../x.mp3')).toMatchObject({
      status: 426,
    })
    expect(await ask(testbed, 'POST', '/v4/EndpointEvents', 'x'.repeat(300_000))).toMatchObject({
      status: 413,
    })
  })
})
