import { describe, expect, test } from 'vitest'
import { signature } from '../../../exchange/webhooks/webhooks.ts'
import {
  account,
  applicationSid,
  openTestbed,
  ownNumber,
  type Testbed,
} from '../../support/exchange/testbed.ts'
import { twilioClient } from '../../support/exchange/twilio-client.ts'

const from = '+12025550142'
const STAY = '<Response><Pause length="600"/></Response>'

/** Alice, called by the REST API, has answered. */
async function called(testbed: Testbed, twiml = STAY) {
  const alice = await testbed.registered('alice')
  const rest = twilioClient(testbed.exchange, account.sid, account.authToken)
  const { sid } = await rest.calls.create({ to: 'client:alice', from, twiml })
  await alice.next('invite')
  alice.accept(sid)
  await testbed.waitForEvent('answered', { callSid: sid })
  return { alice, rest, sid }
}

/** Answers the call at the party that the `Dial` of this call rings. Returns its CallSid. */
async function bridged(testbed: Testbed, callSid: string): Promise<string> {
  const party = await testbed.waitForEvent('call-started', { parentSid: callSid })
  const sid = 'callSid' in party ? party.callSid : ''
  await testbed.waitForEvent('ringing', { callSid: sid })
  await testbed.advance(300)
  await testbed.waitForEvent('bridged', { callSid, childSid: sid })
  return sid
}

describe("the twilio package's calls.create", () => {
  test('calls a client with custom parameters, and runs the document of a URL', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/hello', '<Response><Dial><Number>+12025550101</Number></Dial></Response>')
    const alice = await testbed.registered('alice')
    const rest = twilioClient(testbed.exchange, account.sid, account.authToken)
    const call = await rest.calls.create({
      to: 'client:alice?topic=a%20b&plus=1%2B1',
      from,
      url: `${testbed.web.url}/hello`,
    })
    expect(call).toMatchObject({
      accountSid: account.sid,
      to: 'client:alice',
      from,
      fromFormatted: '(202) 555-0142',
      status: 'queued',
      direction: 'outbound-api',
      duration: null,
      endTime: null,
    })
    const { callsid, parameters } = await alice.next('invite')
    expect(callsid).toBe(call.sid)
    expect(parameters).toMatchObject({ From: from, To: 'client:alice', Params: 'topic=a%20b&plus=1%2B1' })
    expect(testbed.web.requests.entries).toEqual([])
    expect((await rest.calls(call.sid).fetch()).status).toBe('ringing')
    alice.accept(callsid)
    await bridged(testbed, call.sid)
    expect(testbed.web.requests.entries[0]).toMatchObject({
      path: '/hello',
      method: 'POST',
      parameters: {
        CallSid: call.sid,
        CallStatus: 'in-progress',
        Direction: 'outbound-api',
        To: 'client:alice',
      },
    })
    alice.send('hangup', { callsid })
    await testbed.waitForEvent('ended', { callSid: call.sid })
    const after = await rest.calls(call.sid).fetch()
    expect(after).toMatchObject({ status: 'completed', duration: '0' })
    expect(after.endTime?.getTime()).toBe(Math.floor(testbed.clock.now() / 1000) * 1000)
  })

  test('runs the TwiML of an application, or a literal document', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/outgoing', STAY)
    const { alice, rest } = await called(testbed, '<Response><Dial><Number>{{To}}</Number></Dial></Response>')
    expect(await testbed.waitForEvent('call-started', { direction: 'outbound-dial' })).toMatchObject({
      to: '{{To}}',
    })
    const { sid } = await rest.calls.create({ to: 'client:alice', from, applicationSid })
    await alice.next('invite', 1)
    alice.accept(sid)
    await testbed.web.requests.waitFor('the application', ({ path }) => path === '/outgoing')
  })

  test('calls a number of the exchange, and a scripted endpoint', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/incoming', '<Response><Dial><Client>alice</Client></Dial></Response>')
    const alice = await testbed.registered('alice')
    const rest = twilioClient(testbed.exchange, account.sid, account.authToken)
    const own = await rest.calls.create({ to: ownNumber, from, twiml: STAY })
    const { callsid, parameters } = await alice.next('invite')
    expect(parameters).toMatchObject({ From: from, StirStatus: 'TN-Validation-Passed-A' })
    alice.accept(callsid)
    await testbed.waitForEvent('answered', { callSid: own.sid })
    const busy = await rest.calls.create({ to: '+12025550103', from, twiml: STAY })
    await testbed.waitForEvent('ended', { callSid: busy.sid })
    const nowhere = await rest.calls.create({ to: '+12025559999', from, twiml: STAY })
    await testbed.waitForEvent('ended', { callSid: nowhere.sid })
    expect((await rest.calls.list()).map(({ sid, status }) => [sid, status]).slice(0, 2)).toEqual([
      [nowhere.sid, 'failed'],
      [busy.sid, 'busy'],
    ])
    expect((await rest.calls.list({ from, status: 'in-progress' })).map(({ to }) => to)).toContain(ownNumber)
    const [first, second] = await rest.calls.list({ pageSize: 1, limit: 2 })
    expect([first?.sid, second?.sid]).toEqual([nowhere.sid, busy.sid])
    expect(await rest.calls.list({ pageSize: 1 })).toHaveLength((await rest.calls.list()).length)
  })

  test('cancels after its timeout, and at once for an unregistered client', async () => {
    const testbed = await openTestbed()
    const alice = await testbed.registered('alice')
    const rest = twilioClient(testbed.exchange, account.sid, account.authToken)
    const { sid } = await rest.calls.create({ to: 'client:alice', from, twiml: STAY, timeout: 20 })
    await alice.next('invite')
    await testbed.advance(19_000)
    expect((await rest.calls(sid).fetch()).status).toBe('ringing')
    await testbed.advance(2_000)
    expect(await alice.next('cancel')).toEqual({ callsid: sid })
    expect((await rest.calls(sid).fetch()).status).toBe('no-answer')
    const unknown = await rest.calls.create({ to: 'client:unknown', from, twiml: STAY })
    expect(await testbed.waitForEvent('ended', { callSid: unknown.sid })).toMatchObject({
      reason: 'unavailable',
    })
  })

  test('sends the subscribed events to a status callback, in order and signed', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/status', '')
    const alice = await testbed.registered('alice')
    const statusCallback = `${testbed.web.url}/status`
    const statusCallbackEvent = ['initiated', 'ringing', 'answered', 'completed']
    const rest = twilioClient(testbed.exchange, account.sid, account.authToken)
    const { sid } = await rest.calls.create({
      to: 'client:alice',
      from,
      twiml: STAY,
      statusCallback,
      statusCallbackEvent,
    })
    await alice.next('invite')
    alice.accept(sid)
    await testbed.waitForEvent('answered', { callSid: sid })
    await testbed.advance(3_000)
    await rest.calls(sid).update({ status: 'completed' })
    await testbed.web.requests.waitFor(
      'the end',
      ({ parameters }) => parameters['CallStatus'] === 'completed',
    )
    const told = testbed.web.requests.entries
    expect(
      told.map(({ parameters }) => `${parameters['SequenceNumber']} ${parameters['CallStatus']}`),
    ).toEqual(['0 initiated', '1 ringing', '2 in-progress', '3 completed'])
    expect(told.at(-1)?.parameters).toMatchObject({
      CallSid: sid,
      CallDuration: '3',
      Duration: '1',
      SipResponseCode: '200',
      To: 'client:alice',
    })
    for (const { signature: given, parameters } of told)
      expect(given).toBe(signature(account.authToken, statusCallback, parameters))
  })
})

describe('calls(sid).update', () => {
  test('ends an ongoing call, and cancels a ringing one', async () => {
    const testbed = await openTestbed()
    const { alice, rest, sid } = await called(testbed)
    expect((await rest.calls(sid).update({ status: 'canceled' })).status).toBe('in-progress')
    expect((await rest.calls(sid).update({ status: 'completed' })).status).toBe('completed')
    expect(await alice.next('hangup')).toMatchObject({ callsid: sid })
    await expect(rest.calls(sid).update({ status: 'completed' })).rejects.toMatchObject({ code: 21220 })

    const second = await rest.calls.create({ to: 'client:alice', from, twiml: STAY })
    await alice.next('invite', 1)
    expect((await rest.calls(second.sid).update({ status: 'canceled' })).status).toBe('canceled')
    expect(await alice.next('cancel')).toEqual({ callsid: second.sid })
  })

  test('redirects a call out of a Dial, and hangs up the other party', async () => {
    const testbed = await openTestbed()
    const { alice, rest, sid } = await called(
      testbed,
      '<Response><Dial><Number>+12025550101</Number></Dial></Response>',
    )
    const childSid = await bridged(testbed, sid)
    testbed.web.answer('/elsewhere', '<Response><Dial><Client>bob</Client></Dial></Response>')
    const bob = await testbed.registered('bob')
    await rest.calls(sid).update({ url: `${testbed.web.url}/elsewhere`, method: 'POST' })
    await testbed.waitForEvent('ended', { callSid: childSid })
    const { callsid } = await bob.next('invite')
    bob.accept(callsid)
    await testbed.waitForEvent('bridged', { callSid: sid, childSid: callsid })
    await rest.calls(sid).update({ twiml: '<Response><Hangup/></Response>' })
    await bob.next('hangup')
    await alice.next('hangup')
    expect((await rest.calls(sid).fetch()).status).toBe('completed')
  })

  test('refuses to redirect an unanswered call, or one that a Dial has created', async () => {
    const testbed = await openTestbed()
    const { rest, sid } = await called(
      testbed,
      '<Response><Dial><Number>+12025550101</Number></Dial></Response>',
    )
    const childSid = await bridged(testbed, sid)
    await expect(rest.calls(childSid).update({ twiml: STAY })).rejects.toMatchObject({
      status: 400,
      code: 21220,
    })
    const { sid: ringing } = await rest.calls.create({ to: '+12025550104', from, twiml: STAY })
    await testbed.waitForEvent('ringing', { callSid: ringing })
    await expect(rest.calls(ringing).update({ twiml: STAY })).rejects.toMatchObject({ code: 21220 })
  })
})
