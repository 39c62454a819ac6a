import { describe, expect, test } from 'vitest'
import { account, applicationSid, openTestbed, type Testbed } from '../../support/exchange/testbed.ts'

const dialTo = (noun: string, attributes = 'answerOnBridge="true"'): string =>
  `<Response><Dial callerId="+12025550100" ${attributes}>${noun}</Dial></Response>`

async function dialled(
  noun: string,
  attributes?: string,
  config = {},
): Promise<{ testbed: Testbed; alice: Awaited<ReturnType<Testbed['registered']>>; temporary: string }> {
  const testbed = await openTestbed(config)
  testbed.web.answer('/outgoing', dialTo(noun, attributes))
  const alice = await testbed.registered('alice')
  return { testbed, alice, temporary: alice.invite({ numberToDial: '+12025550101', note: 'a b&c' }) }
}

/** Waits until the party of a `<Dial>` rings; returns its CallSid. */
async function partyRings(testbed: Testbed, callSid: unknown): Promise<string> {
  const party = await testbed.waitForEvent('call-started', { parentSid: callSid })
  const sid = 'callSid' in party ? party.callSid : ''
  await testbed.waitForEvent('ringing', { callSid: sid })
  return sid
}

describe('a client that calls a number', () => {
  test('gets ringing as soon as the call has its SID, before the application has responded', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/outgoing', 'never')
    const alice = await testbed.registered('alice')
    alice.invite()
    const { callsid } = await alice.next('ringing')
    await testbed.web.requests.waitFor('the webhook', () => true)
    expect(testbed.exchange.calls.get(String(callsid)).legs.map(({ status }) => status)).toEqual(['ringing'])
    alice.send('hangup', { callsid })
    await testbed.waitForEvent('ended', { callSid: callsid, reason: 'canceled' })
  })

  test('gets the CallSid with ringing, SDP and a reconnect token with answer, and is then bridged', async () => {
    const { testbed, alice, temporary } = await dialled('<Number>+12025550101</Number>')
    const ringing = await alice.next('ringing')
    expect(ringing['callsid']).toMatch(/^CA[0-9a-f]{32}$/)
    expect(ringing['callsid']).not.toBe(temporary)
    expect(ringing['sdp']).toBeUndefined()
    expect(alice.count('answer')).toBe(0)
    await partyRings(testbed, ringing['callsid'])
    expect(alice.count('ringing')).toBe(1)
    await testbed.clock.advance(1000)
    const answer = await alice.next('answer')
    expect(answer).toMatchObject({ callsid: ringing['callsid'] })
    expect(answer['sdp']).toContain('a=ice-ufrag')
    expect(answer['reconnect']).toBeTypeOf('string')
    await testbed.waitForEvent('bridged', { callSid: ringing['callsid'] })
    alice.send('hangup', { callsid: ringing['callsid'] })
    await testbed.waitForEvent('ended', { callSid: ringing['callsid'], reason: 'completed' })
    await alice.settled()
    expect(alice.count('hangup')).toBe(0)
  })

  test('is described to the application by its identity and its own parameters', async () => {
    const { testbed, alice } = await dialled('<Number>+12025550101</Number>')
    const { callsid } = await alice.next('ringing')
    await partyRings(testbed, callsid)
    expect(testbed.web.requests.entries).toMatchObject([
      {
        parameters: {
          CallSid: callsid,
          AccountSid: account.sid,
          ApplicationSid: applicationSid,
          From: 'client:alice',
          Caller: 'client:alice',
          To: '',
          Called: '',
          CallStatus: 'ringing',
          Direction: 'inbound',
          ApiVersion: '2010-04-01',
          numberToDial: '+12025550101',
          note: 'a b&c',
        },
      },
    ])
  })

  test('cannot forge the parameters that the exchange sets', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/outgoing', '<Response/>')
    const alice = await testbed.registered('alice')
    alice.invite({ From: 'client:boss', AccountSid: 'AC0', CallSid: 'CA0', To: '+12025550101' })
    await alice.next('answer')
    expect(testbed.web.requests.entries[0]?.parameters).toMatchObject({
      From: 'client:alice',
      AccountSid: account.sid,
      To: '+12025550101',
      Called: '+12025550101',
    })
  })

  test('is answered soon after the Dial begins to ring, without answerOnBridge', async () => {
    const { testbed, alice } = await dialled('<Number>+12025550104</Number>', '')
    const { callsid } = await alice.next('ringing')
    await partyRings(testbed, callsid)
    expect(alice.count('answer')).toBe(0)
    await testbed.clock.advance(250)
    await alice.next('answer')
    expect(alice.count('ringing')).toBe(1)
    await testbed.waitForEvent('answered', { callSid: callsid })
    expect(testbed.exchange.calls.get(String(callsid)).legs.map(({ status }) => status)).toEqual([
      'in-progress',
      'ringing',
    ])
    // Ringback reaches a caller who waits in an answered call.
    expect(testbed.legs[0]?.frames.length).toBeGreaterThan(0)
  })

  test('gets the SDP with ringing, and not again with answer, when early media is on', async () => {
    const { testbed, alice } = await dialled('<Number>+12025550101</Number>', undefined, { earlyMedia: true })
    const ringing = await alice.next('ringing')
    expect(ringing['sdp']).toContain('a=ice-ufrag')
    await partyRings(testbed, ringing['callsid'])
    await testbed.clock.advance(1000)
    const answer = await alice.next('answer')
    expect(answer['sdp']).toBeUndefined()
    expect(answer['reconnect']).toBeTypeOf('string')
  })
})

describe('the code in the hangup of an unanswered call equals Twilio’s', () => {
  const cases: readonly [string, string, number][] = [
    ['busy', '<Number>+12025550103</Number>', 31486],
    ['a party that declines', '<Number>+12025550105</Number>', 31486],
    [
      'several, all of them busy or declining',
      '<Number>+12025550103</Number><Number>+12025550105</Number>',
      31600,
    ],
    ['several, one of them offline', '<Number>+12025550103</Number><Client>unknown</Client>', 31486],
    ['not in service', '<Number>+12025550177</Number>', 31404],
    ['an identity that is not registered', '<Client>unknown</Client>', 31480],
    ['no answer', '<Number>+12025550104</Number>', 31480],
    ['no target', '', 31500],
  ]
  test.each(cases)('%s', async (_name, noun, code) => {
    const { testbed, alice } = await dialled(noun)
    const { callsid } = await alice.next('ringing')
    await alice.settled()
    // The caller's own leg rings first, then the party's.
    if (/0104|0105/.test(noun)) await testbed.waitForEvent('ringing', {}, 1)
    await testbed.clock.advance(30_000)
    expect(await alice.next('hangup')).toMatchObject({ callsid, error: { code } })
    expect(alice.count('answer')).toBe(0)
    expect(testbed.legs.every((leg) => leg.state === 'closed')).toBe(true)
  })

  test.each([
    ['<Reject/>', 31404],
    ['<Reject reason="busy"/>', 31486],
  ])('%s', async (verb, code) => {
    const testbed = await openTestbed()
    testbed.web.answer('/outgoing', `<Response>${verb}</Response>`)
    const alice = await testbed.registered('alice')
    alice.invite()
    const { callsid } = await alice.next('ringing')
    expect(await alice.next('hangup')).toMatchObject({ callsid, error: { code } })
    expect(alice.count('answer')).toBe(0)
  })

  test.each([
    ['busy', '<Number>+12025550103</Number>'],
    ['offline', '<Client>unknown</Client>'],
    ['not in service', '<Number>+12025550177</Number>'],
  ])('is sent a second after the caller was connected, without answerOnBridge: %s', async (_name, noun) => {
    const { testbed, alice } = await dialled(noun, '')
    const { callsid } = await alice.next('ringing')
    await testbed.waitForEvent('call-started', { parentSid: callsid })
    await alice.settled()
    await testbed.clock.advance(250)
    await alice.next('answer')
    await testbed.clock.advance(740)
    await alice.settled()
    expect(alice.count('hangup')).toBe(0)
    await testbed.clock.advance(10)
    expect(await alice.next('hangup')).toEqual({ callsid })
  })

  test('is 31603 when the application fails and the exchange signals it', async () => {
    const testbed = await openTestbed({ applicationErrors: 'signalled' })
    testbed.web.answer('/outgoing', 500)
    const alice = await testbed.registered('alice')
    alice.invite()
    const { callsid } = await alice.next('ringing')
    expect(await alice.next('hangup')).toMatchObject({ callsid, error: { code: 31603, message: 'Decline' } })
    expect(alice.count('answer')).toBe(0)
  })

  test('is absent when the application fails and the exchange plays an error message', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/outgoing', 500)
    const alice = await testbed.registered('alice')
    alice.invite()
    await alice.next('answer')
    const { callsid } = await alice.next('ringing')
    expect(await alice.next('hangup')).toEqual({ callsid })
  })

  test('is 31002 for a token without an application', async () => {
    const testbed = await openTestbed()
    const alice = await testbed.client()
    await alice.register(testbed.token('alice', { outgoing: false }))
    const callsid = alice.invite()
    expect(await alice.next('hangup')).toMatchObject({ callsid, error: { code: 31002 } })
  })

  test('is 31001 for an unknown application', async () => {
    const testbed = await openTestbed({ applications: {} })
    const alice = await testbed.registered('alice')
    const callsid = alice.invite()
    expect(await alice.next('hangup')).toMatchObject({ callsid, error: { code: 31001 } })
  })

  test('is 31400 for an offer that is not SDP', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/outgoing', 'never')
    const alice = await testbed.registered('alice')
    alice.send('invite', { callsid: 'TJS1', sdp: 'v=0', twilio: {} })
    const { callsid } = await alice.next('ringing')
    expect(await alice.next('hangup')).toMatchObject({ callsid, error: { code: 31400 } })
  })
})

describe('a client that cancels its call', () => {
  test('ends it by its own SID before ringing, and no party rings', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/outgoing', 'never')
    const alice = await testbed.registered('alice')
    const callsid = alice.invite()
    await testbed.web.requests.waitFor('the webhook', () => true)
    alice.send('hangup', { callsid })
    expect(await testbed.waitForEvent('ended')).toMatchObject({ reason: 'canceled' })
    expect(alice.count('hangup')).toBe(0)
  })

  test('cancels the ringing of the other client', async () => {
    const { testbed, alice } = await dialled('<Client>unknown</Client>')
    await alice.next('hangup')
    testbed.web.answer('/outgoing', dialTo('<Client>bob</Client>'))
    const bob = await testbed.registered('bob')
    alice.invite()
    const { callsid } = await alice.next('ringing', 1)
    const invite = await bob.next('invite')
    expect(invite).toMatchObject({ parameters: { From: '+12025550100', To: 'client:bob' } })
    alice.send('hangup', { callsid })
    expect(await bob.next('cancel')).toEqual({ callsid: invite['callsid'] })
  })

  test('ends it when its socket closes before the answer', async () => {
    const { testbed, alice } = await dialled('<Number>+12025550104</Number>')
    const { callsid } = await alice.next('ringing')
    alice.close()
    expect(await testbed.waitForEvent('ended', { callSid: callsid })).toMatchObject({ reason: 'canceled' })
  })
})

describe('two clients', () => {
  test('can call each other, talk, and hang up on either side', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/outgoing', dialTo('<Client>bob</Client>'))
    const [alice, bob] = [await testbed.registered('alice'), await testbed.registered('bob')]
    alice.invite()
    const invite = await bob.next('invite')
    bob.accept(invite['callsid'])
    const { callsid } = await alice.next('answer')
    await testbed.waitForEvent('bridged', { callSid: callsid, childSid: invite['callsid'] })
    const [caller, callee] = [testbed.legs[0], testbed.legs[1]]
    caller?.emit({ type: 'frame', frame: new Uint8Array(160).fill(7) })
    callee?.emit({ type: 'frame', frame: new Uint8Array(160).fill(9) })
    callee?.emit({ type: 'digit', digit: '5' })
    expect(callee?.frames.at(-1)?.[0]).toBe(7)
    expect(caller?.frames.at(-1)?.[0]).toBe(9)
    expect(caller?.digits).toBe('5')
    bob.send('hangup', { callsid: invite['callsid'] })
    expect(await alice.next('hangup')).toEqual({ callsid })
  })

  test('have one call when an invite is sent twice', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/outgoing', dialTo('<Number>+12025550104</Number>'))
    const alice = await testbed.registered('alice')
    const callsid = alice.invite()
    alice.send('invite', { callsid, sdp: 'again', twilio: {} })
    await alice.next('ringing')
    await alice.settled()
    expect(testbed.exchange.calls.list()).toHaveLength(1)
  })
})
