import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askRest } from '../../support/exchange/rest-request.ts'
import { account, openTestbed, ownNumber, type Testbed } from '../../support/exchange/testbed.ts'
import { twilioClient } from '../../support/exchange/twilio-client.ts'

const from = '+12025550142'
const CALLS = `/2010-04-01/Accounts/${account.sid}/Calls.json`

/** Hangs up, unless the call is over by itself. */
function endCall(testbed: Testbed, sid: string): void {
  const { status } = testbed.exchange.calls.get(sid)
  if (['initiated', 'ringing', 'in-progress'].includes(status)) testbed.exchange.calls.hangUp(sid)
}

describe('an invalid address in TwiML', () => {
  test.each([
    ['<Dial><Number statusCallback="/status">+12025550101</Number></Dial>', 'Number statusCallback'],
    [
      '<Dial><Number statusCallback="http://" statusCallbackEvent="initiated ringing">+12025550101</Number></Dial>',
      'Number statusCallback',
    ],
    ['<Dial><Client statusCallback="status">alice</Client></Dial>', 'Client statusCallback'],
    ['<Dial action="/after" timeout="1"><Number>+12025550103</Number></Dial>', 'Dial action'],
  ])('in %s is logged, and the call continues', async (verbs, named) => {
    const testbed = await openTestbed({
      numbers: { [ownNumber]: { twiml: `<Response>${verbs}</Response>` } },
    })
    const { sid } = testbed.exchange.calls.place({ to: ownNumber })
    expect(await testbed.waitForEvent('verb-skipped', { callSid: sid })).toMatchObject({ verb: named })
    await testbed.waitForEvent('call-started', { parentSid: sid })
    await testbed.clock.advance(1000)
    endCall(testbed, sid)
    await testbed.waitForEvent('ended', { callSid: sid })
    expect(testbed.exchange.calls.place({ to: ownNumber }).sid).toMatch(/^CA/)
  })

  test.each(['<Redirect/>', '<Redirect>/next</Redirect>', '<Redirect>http://</Redirect>'])(
    'in %s of a TwiML Bin is an application error',
    async (verb) => {
      const testbed = await openTestbed({
        numbers: { [ownNumber]: { twiml: `<Response>${verb}</Response>` } },
      })
      const { sid } = testbed.exchange.calls.place({ to: ownNumber })
      await testbed.waitForEvent('ended', { callSid: sid })
      expect(testbed.log.some((line) => line.includes('application-error') && line.includes('11100'))).toBe(
        true,
      )
    },
  )

  test('in TwiML of the REST API is logged, and the call continues', async () => {
    const testbed = await openTestbed()
    const rest = twilioClient(testbed.exchange, account.sid, account.authToken)
    const { sid } = await rest.calls.create({
      to: '+12025550101',
      from,
      twiml: '<Response><Dial><Number statusCallback="/status">+12025550101</Number></Dial></Response>',
    })
    await testbed.waitForEvent('ringing', { callSid: sid })
    await testbed.clock.advance(1000)
    expect(await testbed.waitForEvent('verb-skipped', { callSid: sid })).toMatchObject({
      verb: 'Number statusCallback',
    })
  })
})

test.each([
  ['<Say language="English">Hi</Say>', 'Say language'],
  ['<Say><emphasis>Hi</emphasis></Say>', 'Say emphasis'],
  ['<Play digits="12a"/>', 'Play digits'],
  ['<Pause length="1s"/>', 'Pause length'],
  ['<Reject reason="declined"/>', 'Reject reason'],
  ['<Hangup reason="busy"/>', 'Hangup reason'],
  ['<Hangup>now</Hangup>', 'Hangup text'],
  ['<Redirect Method="GET">/next</Redirect>', 'Redirect Method'],
  ['<Dial callerId="me" answerOnBridge="true">+12025550103</Dial>', 'Dial callerId'],
  ['<Dial sequential="true" answerOnBridge="true">+12025550103</Dial>', 'Dial sequential'],
  ['<Dial ringTone="it" answerOnBridge="true">+12025550103</Dial>', 'Dial ringTone'],
  ['<Dial trim="trim-silence" answerOnBridge="true">+12025550103</Dial>', 'Dial trim'],
  ['<Dial referUrl="/x" answerOnBridge="true">+12025550103</Dial>', 'Dial referUrl'],
  ['<dial>+12025550103</dial>', 'dial'],
])('the log of %s has "%s"', async (verbs, named) => {
  const testbed = await openTestbed()
  testbed.web.answer('/incoming', `<Response>${verbs}</Response>`)
  const { sid } = testbed.exchange.calls.place({ to: ownNumber })
  expect(await testbed.waitForEvent('verb-skipped', { callSid: sid })).toMatchObject({ verb: named })
  expect(testbed.log.some((line) => line.includes('verb-skipped') && line.includes(named))).toBe(true)
})

test('the problems of one document are logged up to a limit', async () => {
  const verbs = '<Pause length="0" x="1" y="2"/>'.repeat(100)
  const testbed = await openTestbed({ numbers: { [ownNumber]: { twiml: `<Response>${verbs}</Response>` } } })
  const { sid } = testbed.exchange.calls.place({ to: ownNumber })
  for (let verb = 0; verb < 100; verb += 1) await testbed.clock.advance(1)
  await testbed.waitForEvent('ended', { callSid: sid })
  expect(testbed.log.filter((line) => line.includes('verb-skipped'))).toHaveLength(51)
})

const NAMES = [
  'action',
  'statusCallback',
  'statusCallbackEvent',
  'statusCallbackMethod',
  'method',
  'timeout',
  'Timeout',
  'timeLimit',
  'loop',
  'length',
  'digits',
  'reason',
  'name',
  'value',
  'url',
  'record',
  'answerOnBridge',
  'callerId',
  'sequential',
  '__proto__',
  'constructor',
]
const VALUES = [
  '',
  '/x',
  'x',
  'http://',
  'https://127.0.0.1:1/x',
  'about:blank',
  '2s',
  '-1',
  '0',
  '1e99',
  'true',
  'busy',
  'initiated ringing answered completed',
  '&#x10FFFF;',
  '%',
]
const PARAMETERS = [
  'To',
  'From',
  'Twiml',
  'Url',
  'Method',
  'Timeout',
  'StatusCallback',
  'StatusCallbackEvent',
  'StatusCallbackMethod',
  'ApplicationSid',
  'Record',
  '__proto__',
]
const verb = fc.constantFrom('Dial', 'Say', 'Play', 'Pause', 'Redirect', 'Hangup', 'Reject', 'Gather')
const noun = fc.constantFrom('Number', 'Client', 'Identity', 'Parameter', 'Sip', 'break')
const attributes = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES)), {
    selector: ([name]) => name,
    maxLength: 6,
  })
  .map((pairs) => pairs.map(([name, value]) => ` ${name}="${value}"`).join(''))
const text = fc.constantFrom('', '+12025550101', '+12025550103', 'alice', 'unknown', 'http://', '/x', '%')
const child = fc
  .tuple(noun, attributes, text)
  .map(([name, attribute, words]) => `<${name}${attribute}>${words}</${name}>`)
const element = fc
  .tuple(verb, attributes, text, fc.array(child, { maxLength: 3 }))
  .map(([name, attribute, words, children]) => `<${name}${attribute}>${words}${children.join('')}</${name}>`)

describe('the exchange with random input', () => {
  test('survives random TwiML: every call ends, and the next one is accepted', async () => {
    const testbed = await openTestbed()
    await testbed.registered('alice')
    await fc.assert(
      fc.asyncProperty(fc.array(element, { minLength: 1, maxLength: 4 }), async (verbs) => {
        testbed.web.answer('/incoming', `<Response>${verbs.join('')}</Response>`)
        const { sid } = testbed.exchange.calls.place({ to: ownNumber })
        for (let step = 0; step < 4; step += 1) await testbed.clock.advance(400)
        endCall(testbed, sid)
        await testbed.waitForEvent('ended', { callSid: sid })
      }),
      { numRuns: 150, seed: 8 },
    )
    expect(testbed.log.filter((line) => line.includes('-failed {"what"'))).toEqual([])
  }, 60_000)

  test('survives random parameters of the REST API and responds to each request', async () => {
    const testbed = await openTestbed()
    const value = fc.oneof(fc.constantFrom(...VALUES, from, 'client:alice?x=%', 'POST', '1'), fc.string())
    const parameters = fc.dictionary(
      fc.constantFrom(...PARAMETERS),
      fc.oneof(
        value,
        element.map((verbs) => `<Response>${verbs}</Response>`),
      ),
    )
    const rest = twilioClient(testbed.exchange, account.sid, account.authToken)
    await fc.assert(
      fc.asyncProperty(parameters, async (given) => {
        const { status } = await askRest(testbed, 'POST', CALLS, { form: given })
        expect([201, 400]).toContain(status)
        await testbed.clock.advance(100)
      }),
      { numRuns: 100, seed: 8 },
    )
    expect(await rest.calls.list()).toBeInstanceOf(Array)
  }, 60_000)
})
