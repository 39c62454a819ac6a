import { describe, expect, test } from 'vitest'
import { askRest as ask, basic, type RestRequest } from '../../support/exchange/rest-request.ts'
import { account, apiKey, openTestbed } from '../../support/exchange/testbed.ts'
import { twilioClient } from '../../support/exchange/twilio-client.ts'

const CALLS = `/2010-04-01/Accounts/${account.sid}/Calls`
const NO_CALL = `CA${'0'.repeat(32)}`
const GOOD = { To: 'client:alice', From: '+12025550142', Twiml: '<Response/>' }
describe('the REST API', () => {
  test('accepts the account with its auth token, and API keys with their secrets', async () => {
    const testbed = await openTestbed()
    expect(await twilioClient(testbed.exchange, account.sid, account.authToken).calls.list()).toEqual([])
    expect(
      await twilioClient(testbed.exchange, account.sid, account.apiKeys[apiKey] ?? '', apiKey).calls.list(),
    ).toEqual([])
  })

  test.each([
    ['a wrong token', account.sid, 'an-auth-token-of-some-lengtX'],
    ["another's secret", account.sid, account.apiKeys[apiKey] ?? ''],
    ['no such key', `SK${'d'.repeat(32)}`, account.apiKeys[apiKey] ?? ''],
  ])('refuses %s', async (_what, name, secret) => {
    const testbed = await openTestbed()
    const refused = twilioClient(testbed.exchange, account.sid, secret, name).calls.list()
    await expect(refused).rejects.toMatchObject({ status: 401, code: 20003, message: 'Authenticate' })
    expect(testbed.log.join('')).not.toContain(secret)
  })

  test.each(['', 'Basic', 'Basic !', `Bearer ${account.authToken}`, basic(account.sid), basic('')])(
    'refuses the credentials %o',
    async (authorization) => {
      const testbed = await openTestbed()
      expect((await ask(testbed, 'GET', `${CALLS}.json`, { authorization })).status).toBe(401)
    },
  )
})

describe('the REST API on the signalling port', () => {
  test.each([
    ['api.twilio.com', 200],
    ['api.sydney.au1.twilio.com', 200],
    ['api.au1.twilio.com:443', 200],
    ['localhost:1', 200],
    ['voice-js.sydney.twilio.com', 426],
    ['eventgw.twilio.com', 426],
  ])('responds at the host %s with status %d', async (host, status) => {
    const testbed = await openTestbed()
    expect((await ask(testbed, 'GET', `${CALLS}.json`, { host })).status).toBe(status)
  })
})

test('an exchange without the REST API does not serve its paths', async () => {
  const testbed = await openTestbed({}, { restApi: undefined })
  expect((await ask(testbed, 'GET', `${CALLS}.json`, { host: 'localhost:1' })).status).toBe(426)
  expect((await ask(testbed, 'GET', `${CALLS}.json`, { host: 'api.twilio.com' })).status).toBe(426)
})

describe('a request that the REST API refuses', () => {
  test.each<[string, string, RestRequest, number, number]>([
    ['GET', '/', {}, 404, 20404],
    ['GET', '/2010-04-01/Accounts.json', {}, 404, 20404],
    ['GET', `/2010-04-01/Accounts/AC${'f'.repeat(32)}/Calls.json`, {}, 404, 20404],
    ['GET', `${CALLS}/${NO_CALL}.json`, {}, 404, 20404],
    ['POST', `${CALLS}/${NO_CALL}.json`, { form: 'Status=completed' }, 404, 20404],
    ['POST', `${CALLS}/${NO_CALL}/UserDefinedMessages.json`, { form: 'Content=1' }, 404, 20404],
    ['GET', `${CALLS}/${NO_CALL}/Recordings.json`, {}, 404, 20404],
    ['DELETE', `${CALLS}/${NO_CALL}.json`, {}, 405, 20004],
    ['PUT', `${CALLS}.json`, {}, 405, 20004],
    ['GET', `${CALLS}.json?Status=dancing`, {}, 400, 20001],
    ['GET', `${CALLS}.json?PageSize=0`, {}, 400, 20001],
    ['GET', `${CALLS}.json?StartTime=2026-01-01`, {}, 400, 20001],
    ['POST', `${CALLS}.json`, { form: '{}', type: 'application/json' }, 400, 20001],
    ['POST', `${CALLS}.json`, { form: 'To=client:a&To=client:b' }, 400, 20001],
    ['POST', `${CALLS}.json`, { form: { ...GOOD, constructor: '1', ['__proto__']: '2' } }, 400, 20001],
  ])("is refused with Twilio's error code: %s %s %o", async (method, path, asked, status, code) => {
    const testbed = await openTestbed()
    const { status: given, body } = await ask(testbed, method, path, asked)
    expect(given).toBe(status)
    const more_info = `https://www.twilio.com/docs/errors/${code}`
    expect(JSON.parse(body)).toEqual({ code, message: expect.stringMatching(/.{10}/), more_info, status })
  })

  test.each<[object, number]>([
    [{ To: '' }, 21201],
    [{ To: 'sip:alice@example.com' }, 21211],
    [{ To: 'client:' }, 21211],
    [{ From: '' }, 21213],
    [{ From: 'Alice' }, 21212],
    [{ To: '+12025550101', From: 'client:bob' }, 21212],
    [{ Twiml: undefined }, 21205],
    [{ Twiml: undefined, Url: '/relative' }, 21205],
    [{ Twiml: undefined, Url: 'http://example.com/' }, 21205],
    [{ Twiml: undefined, ApplicationSid: `AP${'e'.repeat(32)}` }, 21218],
    [{ Url: 'https://example.com/' }, 20001],
    [{ Timeout: '601' }, 20001],
    [{ StatusCallback: 'nowhere' }, 21205],
    [{ StatusCallback: 'https://example.com/', StatusCallbackEvent: 'initiated ringing' }, 21626],
    [{ StatusCallbackEvent: 'ringing' }, 20001],
    [{ Method: 'GET' }, 20001],
    [{ Record: 'true' }, 20001],
    [{ MachineDetection: 'Enable' }, 20001],
    [{ SendDigits: '1' }, 20001],
  ])('is refused with its error code: a new call with %o', async (odd, code) => {
    const testbed = await openTestbed()
    const given = Object.entries({ ...GOOD, ...odd }).filter(([, value]) => value !== undefined)
    const { status, body } = await ask(testbed, 'POST', `${CALLS}.json`, { form: Object.fromEntries(given) })
    expect([status, JSON.parse(body)]).toEqual([400, expect.objectContaining({ code })])
    expect(testbed.exchange.calls.list()).toEqual([])
  })

  test('is refused when a parameter or the body is too long', async () => {
    const testbed = await openTestbed()
    const long = await ask(testbed, 'POST', `${CALLS}.json`, { form: { ...GOOD, Twiml: 'x'.repeat(4001) } })
    expect([long.status, JSON.parse(long.body)]).toEqual([400, expect.objectContaining({ code: 20001 })])
    expect((await ask(testbed, 'POST', `${CALLS}.json`, { form: 'x='.padEnd(70_000, 'x') })).status).toBe(413)
  })
})
