import { describe, expect, test } from 'vitest'
import { signature } from '../../../exchange/webhooks/webhooks.ts'
import { account, openTestbed, type Testbed } from '../../support/exchange/testbed.ts'
import { twilioClient } from '../../support/exchange/twilio-client.ts'

/** Alice talks, in a call that the REST API made. */
async function talking(testbed: Testbed) {
  const alice = await testbed.registered('alice')
  const rest = twilioClient(testbed.exchange, account.sid, account.authToken)
  const twiml = '<Response><Pause length="600"/></Response>'
  const { sid } = await rest.calls.create({ to: 'client:alice', from: '+12025550142', twiml })
  await alice.next('invite')
  alice.accept(sid)
  await testbed.waitForEvent('answered', { callSid: sid })
  const say = (voiceeventsid: string, content: unknown) =>
    alice.send('message', { callsid: sid, content, messagetype: 'user-defined-message', voiceeventsid })
  return { alice, sid, call: rest.calls(sid), say }
}

describe('a user-defined message', () => {
  test('reaches the client with the SID of the response', async () => {
    const testbed = await openTestbed()
    const { alice, sid, call } = await talking(testbed)
    const sent = await call.userDefinedMessages.create({ content: '{"message":"ahoy, world!"}' })
    expect(sent).toMatchObject({ accountSid: account.sid, callSid: sid, sid: expect.stringMatching(/^KX/) })
    expect(await alice.next('message')).toEqual({
      callsid: sid,
      content: { message: 'ahoy, world!' },
      contenttype: 'application/json',
      messagetype: 'user-defined-message',
      voiceeventsid: sent.sid,
    })
  })

  test.each(['', 'not json', `"${'x'.repeat(10_000)}"`, `${'['.repeat(2000)}${']'.repeat(2000)}`])(
    'is refused when its content is invalid (%#)',
    async (content) => {
      const testbed = await openTestbed()
      const { call } = await talking(testbed)
      await expect(call.userDefinedMessages.create({ content })).rejects.toMatchObject({
        status: 400,
        code: 20001,
      })
    },
  )

  test('from the client reaches subscribers, signed and numbered, until they unsubscribe', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/messages', '')
    const { alice, sid, call, say } = await talking(testbed)
    const callback = `${testbed.web.url}/messages`
    const subscription = await call.userDefinedMessageSubscriptions.create({ callback, method: 'POST' })
    say('KX1', { hello: 'world' })
    say('KX2', 'again')
    await testbed.web.requests.waitFor('both', ({ parameters }) => parameters['Sid'] === 'KX2')
    const [first, second] = testbed.web.requests.entries
    expect(first?.parameters).toEqual({
      AccountSid: account.sid,
      CallSid: sid,
      Sid: 'KX1',
      Content: '{"hello":"world"}',
      ContentType: 'application/json',
      SequenceNumber: '1',
    })
    expect(first?.signature).toBe(signature(account.authToken, callback, first?.parameters ?? {}))
    expect(second?.parameters).toMatchObject({ Content: '"again"', SequenceNumber: '2' })
    expect(await call.userDefinedMessageSubscriptions(subscription.sid).remove()).toBe(true)
    say('KX3', 'unheard')
    await alice.next('ack', 2)
    expect(testbed.web.requests.entries).toHaveLength(2)
    await expect(call.userDefinedMessageSubscriptions(subscription.sid).remove()).rejects.toMatchObject({
      code: 20404,
    })
  })

  test('is refused after the end of its call', async () => {
    const testbed = await openTestbed()
    const { call, alice, sid } = await talking(testbed)
    alice.send('hangup', { callsid: sid })
    await testbed.waitForEvent('ended', { callSid: sid })
    await expect(call.userDefinedMessages.create({ content: '1' })).rejects.toMatchObject({ code: 21220 })
    const callback = `${testbed.web.url}/messages`
    await expect(call.userDefinedMessageSubscriptions.create({ callback })).rejects.toMatchObject({
      code: 21220,
    })
  })
})
