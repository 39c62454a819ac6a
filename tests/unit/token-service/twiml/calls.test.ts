import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { describe, expect, test } from 'vitest'
import { mayDial } from '../../../../token-service/twiml/dial-rules.ts'
import { type Form, harness, SECRETS, signedPost } from '../support.ts'

const OUT = '/twiml/outgoing'
const IN = '/twiml/incoming'
const CALL_SID = `CA${'1'.repeat(32)}`
const XML = '<?xml version="1.0" encoding="UTF-8"?>'

async function answerTo(path: string, form: Form, changes: object = {}) {
  const { app, lines } = harness(changes)
  const response = await app.request(signedPost(path, { CallSid: CALL_SID, ...form }))
  return { status: response.status, twiml: await response.text(), log: lines.join('') }
}
const outgoing = (form: Form, changes: object = {}) =>
  answerTo(OUT, { From: 'client:alice', ...form }, changes)
const incoming = (to: string, changes: object = {}, form: Form = {}) =>
  answerTo(IN, { From: '+442079460958', To: to, ...form }, changes)

describe('an outgoing call', () => {
  test('a number is dialled with the caller ID, and no verb follows', async () => {
    const { status, twiml, log } = await outgoing({ numberToDial: '+44 20 7946 0958' })
    expect(status).toBe(200)
    expect(twiml).toBe(
      `${XML}<Response><Dial callerId="+14155550123" answerOnBridge="true"><Number>+442079460958</Number></Dial></Response>`,
    )
    expect(log).toContain(
      `"event":"call routed","direction":"outgoing","number":"…58","callSid":"${CALL_SID}"`,
    )
    expect(log).not.toContain('7946')
  })

  test.each(['client:bob', 'bob'])(
    'to %s rings that client, who sees the caller as Twilio knows them',
    async (to) => {
      const { twiml } = await outgoing({ numberToDial: to })
      expect(twiml).toBe(`${XML}<Response><Dial answerOnBridge="true"><Client>bob</Client></Dial></Response>`)
    },
  )

  test('a call to a client needs no caller ID', async () => {
    const { twiml } = await outgoing({ numberToDial: 'bob' }, { callerId: undefined })
    expect(twiml).toContain('<Client>bob</Client>')
  })

  test('a quickstart client, which sends the number as To, has the same rules', async () => {
    const { twiml } = await outgoing({ To: '+44 20 7946 0958' })
    expect(twiml).toContain('<Number>+442079460958</Number>')
    expect((await outgoing({ To: 'bob' })).twiml).toContain('<Client>bob</Client>')
    expect((await outgoing({ To: 'client:1001' })).twiml).toContain('<Client>1001</Client>')
    expect((await outgoing({ To: '112' })).log).toContain('"reason":"emergency"')
    expect((await outgoing({ To: '2079460958' })).log).toContain('"reason":"bad-number"')
    expect((await outgoing({ To: '' })).log).toContain('"reason":"no-destination"')
  })

  test.each([
    ['bob', 'bob', '<Client>bob</Client>'],
    ['bob', 'carol', '<Hangup/>'],
  ])(
    'with numberToDial sent twice, %s and %s, counts equal values once and no others',
    async (one, two, answer) => {
      const fields = { From: 'client:alice', numberToDial: [one, two] }
      const url = `https://phone.example.com${OUT}`
      const request = new Request(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-twilio-signature': getExpectedTwilioSignature(SECRETS.authToken, url, fields),
        },
        body: `From=client%3Aalice&numberToDial=${one}&numberToDial=${two}`,
      })
      const response = await harness().app.request(request)
      expect(response.status).toBe(200)
      expect(await response.text()).toContain(answer)
    },
  )

  test('numberToDial is used if it is present, even if it is empty', async () => {
    expect((await outgoing({ numberToDial: 'bob', To: '+442079460958' })).twiml).toContain(
      '<Client>bob</Client>',
    )
    expect((await outgoing({ numberToDial: ' ', To: '+442079460958' })).log).toContain(
      '"reason":"no-destination"',
    )
  })

  const refusals: [what: string, form: Form, changes: object, reason: string, words: RegExp][] = [
    ['without a number', {}, {}, 'no-destination', /no number/],
    ['to an empty number', { numberToDial: ' ' }, {}, 'no-destination', /no number/],
    [
      'to a national number',
      { numberToDial: '2079460958' },
      {},
      'bad-number',
      /plus sign and the country code/,
    ],
    ['to half a number', { numberToDial: '+44' }, {}, 'bad-number', /cannot be called/],
    ['to a SIP address', { numberToDial: 'sip:a@b.example' }, {}, 'bad-identity', /no user with this name/],
    ['to markup', { numberToDial: '</Dial><Say>x</Say>' }, {}, 'bad-identity', /no user with this name/],
    [
      'to an emergency number',
      { numberToDial: '112' },
      {},
      'emergency',
      /Offhook cannot make emergency calls\. Use a mobile or landline\./,
    ],
    [
      'without a caller id',
      { numberToDial: '+442079460958' },
      { callerId: undefined },
      'no-caller-id',
      /caller I D/,
    ],
    [
      'from outside',
      { From: '+15005550006', numberToDial: '+442079460958' },
      {},
      'not-a-client',
      /only takes calls/,
    ],
    [
      'of a user who was removed',
      { From: 'client:carol', numberToDial: '+442079460958' },
      {},
      'unknown-caller',
      /may no longer make calls/,
    ],
    [
      'of a client without a name',
      { From: 'client:', numberToDial: '+442079460958' },
      {},
      'unknown-caller',
      /may no longer make calls/,
    ],
    [
      'of a removed user to a colleague',
      { From: 'client:carol', numberToDial: 'bob' },
      {},
      'unknown-caller',
      /may no longer/,
    ],
    [
      'of ALICE, who is not alice',
      { From: 'client:ALICE', numberToDial: 'bob' },
      {},
      'unknown-caller',
      /may no longer/,
    ],
    [
      'of a SIP address',
      { From: 'sip:alice@example.com', numberToDial: 'bob' },
      {},
      'not-a-client',
      /only takes calls/,
    ],
    [
      'to a prefix that is not allowed',
      { numberToDial: '+442079460958' },
      { allowedPrefixes: ['+1'] },
      'not-allowed',
      /not allowed from this phone/,
    ],
    ['without a caller', { From: '', numberToDial: '+442079460958' }, {}, 'not-a-client', /only takes calls/],
  ]
  test.each(refusals)('%s is refused aloud and in the log', async (_what, form, changes, reason, words) => {
    const { status, twiml, log } = await outgoing(form, changes)
    expect(status).toBe(200)
    expect(twiml).toMatch(/^<\?xml[^>]*\?><Response><Say>[^<]+<\/Say><Hangup\/><\/Response>$/)
    expect(twiml).toMatch(words)
    expect(log).toContain('"level":"warn"')
    expect(log).toContain(`"event":"call refused"`)
    expect(log).toContain(`"reason":"${reason}"`)
    expect(log).not.toContain('7946')
  })
})

describe('an incoming call', () => {
  const ten = Array.from({ length: 10 }, (_, i) => `agent_${i}`)

  test('an incoming call rings all clients of its number at once', async () => {
    const { status, twiml, log } = await incoming('+14155550123')
    expect(status).toBe(200)
    expect(twiml).toBe(
      `${XML}<Response><Dial answerOnBridge="true" timeout="30"><Client>alice</Client><Client>bob</Client></Dial></Response>`,
    )
    expect(log).toContain('"event":"call routed","direction":"incoming","number":"…23"')
    expect(log).not.toContain('4155550123')
  })

  test.each([
    ['Ada <Lovelace> & "Co"', 'Ada &lt;Lovelace> &amp; &quot;Co&quot;'],
    ['A'.repeat(10_000), 'A'.repeat(200)],
    [`${'A'.repeat(199)}😀`, 'A'.repeat(199)],
    ['bell \u0007', 'bell '],
  ])('the caller name %j is sent to the clients', async (name, written) => {
    const { twiml } = await incoming('+14155550123', {}, { CallerName: name })
    expect(twiml).toContain(
      `<Client><Identity>alice</Identity><Parameter name="callerName" value="${written}"/></Client>`,
    )
  })

  test('the configured ring time is sent to Twilio', async () => {
    expect((await incoming('+14155550123', { ringSeconds: 12 })).twiml).toContain('timeout="12"')
  })

  test('a call to another number uses the default route', async () => {
    const changes = { incoming: { '+14155550123': ['alice'], '*': ['bob'] } }
    expect((await incoming('+14155550199', changes)).twiml).toContain('<Client>bob</Client>')
    expect((await incoming('+14155550123', changes)).twiml).not.toContain('bob')
  })

  test('a route to ten clients rings all of them', async () => {
    const { twiml } = await incoming('+1', { incoming: { '*': ten } })
    expect(twiml.match(/<Client>/g)).toHaveLength(10)
  })

  test('a client that is listed twice rings once', async () => {
    const { twiml } = await incoming('+1', { incoming: { '*': [...ten, ...ten] } })
    expect(twiml.match(/<Client>/g)).toHaveLength(10)
  })

  test('a route to eleven clients is refused with a spoken message and logged, not shortened to ten', async () => {
    const { status, twiml, log } = await incoming('+14155550123', { incoming: { '*': [...ten, 'one_more'] } })
    expect(status).toBe(200)
    expect(twiml).not.toContain('<Dial')
    expect(twiml).toMatch(/<Say>[^<]*too many phones[^<]*<\/Say><Hangup\/>/)
    expect(log).toContain('"reason":"too-many-clients"')
  })

  test.each(['+14155550199', '', '*', '__proto__', 'toString'])(
    'to %j, which has no route, is refused aloud',
    async (to) => {
      const { status, twiml, log } = await incoming(to)
      expect(status).toBe(200)
      expect(twiml).toMatch(/<Say>No phone can be reached[^<]*<\/Say><Hangup\/>/)
      expect(log).toContain('"reason":"no-route"')
    },
  )
})

describe('the limits of what may be dialled', () => {
  test.each([
    ['+12025550142', ['+1', '+44'], true],
    ['+442079460958', ['+1', '+44'], true],
    ['+882161234567', ['+1', '+44'], false],
    ['+19005550142', ['+1', '!+1900', '!+1976'], false],
    ['+19765550142', ['+1', '!+1900', '!+1976'], false],
    ['+19025550142', ['+1', '!+1900'], true],
    ['+19005550142', ['+1', '!+1900', '+19005550142'], true],
    ['+12025550142', ['!+1900'], true],
    ['+19005550142', ['!+1900'], false],
    ['+12025550142', ['+1', '!+1'], false],
    ['+12025550142', ['!+1', '+1'], false],
  ])('a call to %s with the prefixes %j is allowed: %s', (number, prefixes, allowed) => {
    expect(mayDial(prefixes, number)).toBe(allowed)
  })

  test('calls are limited per identity and hour, and a repeated webhook counts once', async () => {
    const { app, clock, lines } = harness({ callsPerHour: 2 })
    let calls = 0
    const call = async (identity: string, sid = (calls += 1)): Promise<boolean> => {
      const callSid = `CA${String(sid).padStart(32, '0')}`
      const form = { From: `client:${identity}`, numberToDial: '+442079460958', CallSid: callSid }
      return (await (await app.request(signedPost(OUT, form))).text()).includes('<Dial')
    }
    expect([await call('alice', 901), await call('alice', 901), await call('alice')]).toEqual([
      true,
      true,
      true,
    ])
    expect(await call('alice')).toBe(false)
    expect(lines.at(-1)).toContain('"reason":"too-many-calls"')
    expect(await call('bob')).toBe(true)
    clock.now += 3_600_000
    expect(await call('alice')).toBe(true)
  })

  test('an outgoing call is logged with the identity of the caller', async () => {
    const { log } = await outgoing({ numberToDial: '+442079460958' })
    expect(log).toContain('"identity":"alice"')
    const refused = await outgoing({ From: 'client:carol', numberToDial: '+442079460958' })
    expect(refused.log).toContain('"identity":"carol"')
    const outside = await incoming('+14155550123')
    expect(outside.log).toContain('"caller":"…58"')
  })
})
