import { describe, expect, test } from 'vitest'
import { openTestbed, ownNumber, type Testbed } from '../../support/exchange/testbed.ts'

const xml = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?><Response>${body}</Response>`

/** A call to the number, with this response of its application. */
async function dialledIn(
  document: string | number | Uint8Array,
  contentType?: string,
  config = {},
): Promise<{ testbed: Testbed; sid: string }> {
  const testbed = await openTestbed(config)
  testbed.web.answer('/incoming', document, contentType)
  return { testbed, sid: testbed.exchange.calls.place({ from: '+12025550111', to: ownNumber }).sid }
}

describe('the TwiML verb', () => {
  test('Say or Play answers the call and is heard; the call ends after the last verb', async () => {
    const { testbed, sid } = await dialledIn(xml('<Say voice="man">Hello</Say><Play digits="1w2"/>'))
    await testbed.waitForEvent('answered', { callSid: sid })
    while (testbed.exchange.calls.get(sid).status === 'in-progress') await testbed.clock.advance(100)
    expect(testbed.exchange.calls.get(sid)).toMatchObject({ status: 'completed', digitsHeard: '12' })
  })

  test('Play fetches a WAV file; a tone replaces anything else, with a log line', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/sounds/a.mp3', 'not a sound', 'audio/mpeg')
    testbed.web.answer('/incoming', xml('<Play>sounds/a.mp3</Play>'))
    const { sid } = testbed.exchange.calls.place({ to: ownNumber })
    expect(await testbed.waitForEvent('verb-skipped', { callSid: sid })).toMatchObject({ verb: 'Play' })
    await testbed.waitForEvent('ended', { callSid: sid, reason: 'completed' })
    expect(testbed.web.requests.entries.map(({ path }) => path)).toEqual(['/incoming', '/sounds/a.mp3'])
  })

  test('Pause as the first verb delays the answer', async () => {
    const { testbed, sid } = await dialledIn(xml('<Pause length="3"/><Say>Hi</Say>'))
    await testbed.waitForEvent('ringing', { callSid: sid })
    expect(testbed.exchange.calls.get(sid).status).toBe('ringing')
    await testbed.clock.advance(3000)
    await testbed.waitForEvent('answered', { callSid: sid })
  })

  test.each([
    ['<Reject/>', 'no-answer', 'declined'],
    ['<Reject reason="busy"/>', 'busy', 'busy'],
    ['<Hangup/>', 'completed', 'completed'],
    ['', 'completed', 'completed'],
  ])('%s ends the call with the status %s', async (verb, status, reason) => {
    const { testbed, sid } = await dialledIn(xml(verb))
    expect(await testbed.waitForEvent('ended', { callSid: sid })).toMatchObject({ reason })
    expect(testbed.exchange.calls.get(sid).status).toBe(status)
  })

  test('Redirect continues with another document, with its method', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/incoming', xml('<Redirect method="GET">/next?x=1</Redirect><Say>never</Say>'))
    testbed.web.answer('/next', xml('<Reject/>'))
    const { sid } = testbed.exchange.calls.place({ to: ownNumber })
    await testbed.waitForEvent('ended', { callSid: sid })
    expect(testbed.web.requests.entries[1]).toMatchObject({
      method: 'GET',
      path: '/next',
      parameters: { x: '1', CallSid: sid },
    })
  })

  test('that is unknown is logged and skipped', async () => {
    const { testbed, sid } = await dialledIn(
      xml(
        '<Gather/><Dial record="true" answerOnBridge="true"><Queue>q</Queue><Number>+12025550103</Number></Dial><Reject/>',
      ),
    )
    await testbed.waitForEvent('ended', { callSid: sid })
    const skipped = testbed.events.entries.filter((event) => event.type === 'verb-skipped')
    expect(skipped.map(({ verb }) => verb)).toEqual(['Gather', 'Dial record', 'Dial Queue'])
    expect(testbed.log.filter((line) => line.includes('verb-skipped'))).toHaveLength(3)
  })
})

describe('a Dial', () => {
  test('rings for its timeout', async () => {
    const { testbed, sid } = await dialledIn(
      xml('<Dial timeout="7" answerOnBridge="true"><Number>+12025550104</Number></Dial>'),
    )
    await testbed.waitForEvent('ringing', { callSid: sid })
    await testbed.clock.advance(6999)
    expect(testbed.exchange.calls.get(sid).status).toBe('ringing')
    await testbed.clock.advance(1)
    expect(await testbed.waitForEvent('ended', { callSid: sid })).toMatchObject({ reason: 'no-answer' })
  })

  test.each([
    ['+12025550103', 'busy'],
    ['+12025550104', 'no-answer'],
    ['+12025550105', 'busy'],
    ['+12025550177', 'failed'],
  ])('of %s reports %s to its action, which continues the call', async (number, status) => {
    const testbed = await openTestbed()
    testbed.web.answer(
      '/incoming',
      xml(
        `<Dial answerOnBridge="true" action="/after" timeout="5"><Number>${number}</Number></Dial><Say>never</Say>`,
      ),
    )
    testbed.web.answer('/after', xml('<Say>The callee is not available.</Say>'))
    const { sid } = testbed.exchange.calls.place({ to: ownNumber })
    await testbed.waitForEvent('call-started', { to: number })
    await testbed.clock.advance(5000)
    expect(await testbed.waitForEvent('ended', { callSid: sid })).toMatchObject({ reason: 'completed' })
    const child = testbed.exchange.calls.get(sid).legs[1]
    expect(testbed.web.requests.entries[1]).toMatchObject({
      path: '/after',
      parameters: { CallSid: sid, DialCallStatus: status, DialCallSid: child?.sid, DialBridged: 'false' },
    })
  })

  test('that was answered reports its duration to its action, then the call continues', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/incoming', xml('<Dial action="/after"><Number>+12025550107</Number></Dial>'))
    testbed.web.answer('/after', xml('<Hangup/>'))
    const { sid } = testbed.exchange.calls.place({ to: ownNumber })
    await testbed.waitForEvent('call-started', { to: '+12025550107' })
    await testbed.clock.advance(250)
    await testbed.waitForEvent('bridged', { callSid: sid })
    await testbed.clock.advance(5000)
    await testbed.waitForEvent('ended', { callSid: sid })
    expect(testbed.web.requests.entries[1]?.parameters).toMatchObject({
      DialCallStatus: 'completed',
      DialCallDuration: '5',
      DialBridged: 'true',
      CallStatus: 'in-progress',
    })
  })

  test('requests its action even when the caller has hung up', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/incoming', xml('<Dial action="/after"><Number>+12025550104</Number></Dial>'))
    testbed.web.answer('/after', xml('<Say>not heard</Say>'))
    const { sid } = testbed.exchange.calls.place({ to: ownNumber })
    await testbed.waitForEvent('ringing', { callSid: sid })
    await testbed.clock.advance(250)
    await testbed.waitForEvent('answered', { callSid: sid })
    testbed.exchange.calls.hangUp(sid)
    const { parameters } = await testbed.web.requests.waitFor('the action', ({ path }) => path === '/after')
    expect(parameters).toMatchObject({ DialCallStatus: 'canceled', CallStatus: 'completed' })
  })

  test('ends at its timeLimit; with hangupOnStar the caller can end it and continue', async () => {
    const testbed = await openTestbed()
    testbed.web.answer(
      '/incoming',
      xml(
        '<Dial timeLimit="60" hangupOnStar="true"><Number>+12025550101</Number></Dial><Dial timeLimit="60"><Number>+12025550102</Number></Dial>',
      ),
    )
    const { sid } = testbed.exchange.calls.place({ to: ownNumber, party: 'silence' })
    await testbed.waitForEvent('call-started', { to: '+12025550101' })
    await testbed.clock.advance(250)
    await testbed.waitForEvent('bridged', { callSid: sid })
    testbed.exchange.calls.sendDigits(sid, '1*')
    await testbed.waitForEvent('call-started', { to: '+12025550102' })
    await testbed.clock.advance(250)
    await testbed.waitForEvent('bridged', { callSid: sid }, 1)
    await testbed.clock.advance(60_000)
    expect(await testbed.waitForEvent('ended', { callSid: sid })).toMatchObject({ reason: 'completed' })
  })

  test('sends the subscribed events to a status callback', async () => {
    const testbed = await openTestbed()
    testbed.web.answer(
      '/incoming',
      xml(
        '<Dial><Number statusCallback="/progress" statusCallbackEvent="initiated ringing answered completed">+12025550101</Number></Dial>',
      ),
    )
    testbed.web.answer('/progress', '')
    const { sid } = testbed.exchange.calls.place({ to: ownNumber })
    await testbed.waitForEvent('call-started', { to: '+12025550101' })
    await testbed.clock.advance(250)
    await testbed.waitForEvent('bridged', { callSid: sid })
    testbed.exchange.calls.hangUp(sid)
    await testbed.web.requests.waitFor(
      'four reports',
      () => testbed.web.requests.entries.filter(({ path }) => path === '/progress').length === 4,
    )
    const reports = testbed.web.requests.entries.filter(({ path }) => path === '/progress')
    const inOrder = ['0', '1', '2', '3'].map((number) =>
      reports.find(({ parameters }) => parameters['SequenceNumber'] === number),
    )
    expect(inOrder.map((report) => report?.parameters['CallStatus'])).toEqual([
      'initiated',
      'ringing',
      'in-progress',
      'completed',
    ])
    expect(inOrder.at(-1)?.parameters).toMatchObject({ CallDuration: '0', SipResponseCode: '200' })
    expect(inOrder[0]?.parameters['Timestamp']).toMatch(/ \+0000$/)
    expect(reports[0]?.parameters).toMatchObject({
      ParentCallSid: sid,
      To: '+12025550101',
      Direction: 'outbound-dial',
    })
  })
})

test.each([
  ['+12025550103', 'busy', '486'],
  ['+12025550104', 'no-answer', '487'],
  ['+12025550177', 'failed', '404'],
])('the status callback of %s gets the status %s and SipResponseCode %s', async (number, status, code) => {
  const testbed = await openTestbed()
  const dial = `<Dial timeout="5"><Number statusCallback="/progress">${number}</Number></Dial>`
  testbed.web.answer('/incoming', xml(dial))
  testbed.web.answer('/progress', '')
  const { sid } = testbed.exchange.calls.place({ to: ownNumber })
  await testbed.waitForEvent('call-started', { parentSid: sid })
  await testbed.clock.advance(5000)
  const { parameters } = await testbed.web.requests.waitFor('the report', ({ path }) => path === '/progress')
  expect(parameters).toMatchObject({ CallStatus: status, SipResponseCode: code, SequenceNumber: '0' })
})

test('the webhook of a number has the location parameters, empty if unknown', async () => {
  const { testbed, sid } = await dialledIn(xml('<Reject/>'))
  await testbed.waitForEvent('ended', { callSid: sid })
  expect(testbed.web.requests.entries[0]?.parameters).toMatchObject({
    FromCity: '',
    FromCountry: 'US',
    CalledZip: '',
    CalledCountry: 'US',
  })
})

describe('a failed application causes an error message and ends the call', () => {
  test.each([
    ['a server error', 500, undefined, '11200'],
    ['not XML', '<Response><Say>oops', 'text/xml', '12100'],
    ['no Response', '<html></html>', 'text/html', '12102'],
    ['a line end before the XML declaration', `\n${xml('<Say>Hi</Say>')}`, 'text/xml', '12100'],
    ['a picture', new Uint8Array([1, 2]), 'image/png', '12300'],
    [
      'a document with a DTD',
      '<!DOCTYPE x [<!ENTITY a "b">]><Response><Say>&a;</Say></Response>',
      'text/xml',
      '12100',
    ],
  ])('%s', async (_name, document, contentType, code) => {
    const { testbed, sid } = await dialledIn(document, contentType)
    await testbed.waitForEvent('answered', { callSid: sid })
    expect(await testbed.waitForEvent('ended', { callSid: sid })).toMatchObject({ reason: 'completed' })
    expect(testbed.log.some((line) => line.includes('application-error') && line.includes(code))).toBe(true)
  })

  test('when it does not respond in time', async () => {
    const { testbed, sid } = await dialledIn('never', undefined, { timing: { webhook: 50 } })
    await testbed.waitForEvent('ended', { callSid: sid })
    expect(testbed.log.some((line) => line.includes('11205'))).toBe(true)
  })

  test('when its redirects form a loop', async () => {
    const { testbed, sid } = await dialledIn(xml('<Redirect/>'))
    await testbed.waitForEvent('ended', { callSid: sid })
    expect(testbed.web.requests.entries).toHaveLength(21)
  })

  test('unless it returns plain text, which is read aloud', async () => {
    const { testbed, sid } = await dialledIn('Good morning', 'text/plain')
    await testbed.waitForEvent('answered', { callSid: sid })
    await testbed.waitForEvent('ended', { callSid: sid })
    expect(testbed.log.some((line) => line.includes('application-error'))).toBe(false)
  })
})

describe('a caller that hangs up', () => {
  test('stops the current verb at once', async () => {
    const { testbed, sid } = await dialledIn(
      xml('<Say loop="0">Hold the line</Say><Redirect>/never</Redirect>'),
    )
    await testbed.waitForEvent('answered', { callSid: sid })
    testbed.exchange.calls.hangUp(sid)
    await testbed.waitForEvent('ended', { callSid: sid })
    expect(testbed.web.requests.entries).toHaveLength(1)
  })
})

describe('an application that is a TwiML Bin', () => {
  test("replaces placeholders by the client's parameters, and calls a number or a client", async () => {
    const twiml = xml('<Dial answerOnBridge="true">{{numberToDial}}</Dial>')
    const testbed = await openTestbed({ applications: { [`AP${'c'.repeat(32)}`]: { twiml } } })
    const [alice, bob] = [await testbed.registered('alice'), await testbed.registered('bob')]
    alice.invite({ numberToDial: 'client:bob' })
    await bob.next('invite')
    alice.invite({ numberToDial: '<&+12025550103' })
    expect(await alice.next('hangup')).toMatchObject({ error: { code: 31404 } })
    alice.invite({ numberToDial: '(202) 555-0103' })
    expect(await alice.next('hangup', 1)).toMatchObject({ error: { code: 31486 } })
  })
})
