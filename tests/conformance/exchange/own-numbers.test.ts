import { describe, expect, test } from 'vitest'
import { openTestbed, ownNumber } from '../../support/exchange/testbed.ts'

const CALLER_ID = '+12025550142'
const dial = (noun: string, attributes = 'answerOnBridge="true"') =>
  `<Response><Dial callerId="${CALLER_ID}" ${attributes}>${noun}</Dial></Response>`

/** Alice dials one of the exchange's own numbers, behind which Bob is rung. */
async function dialled() {
  const testbed = await openTestbed()
  testbed.web.answer('/outgoing', dial(`<Number>${ownNumber}</Number>`))
  testbed.web.answer('/incoming', dial('<Client>bob</Client>'))
  const alice = await testbed.registered('alice')
  const bob = await testbed.registered('bob')
  alice.invite({ numberToDial: ownNumber })
  const invite = await bob.next('invite')
  return { testbed, alice, bob, invite }
}

describe('a call from a client to a number of the exchange', () => {
  test("is controlled by the number's application and arrives with StirStatus", async () => {
    const { testbed, invite } = await dialled()
    expect(invite['parameters']).toMatchObject({ From: CALLER_ID, StirStatus: 'TN-Validation-Passed-A' })
    expect(testbed.web.requests.entries.at(-1)?.parameters).toMatchObject({
      From: CALLER_ID,
      To: ownNumber,
      Direction: 'inbound',
    })
  })

  test('is connected when the called party accepts, and ends when either hangs up', async () => {
    const { alice, bob, invite } = await dialled()
    const { callsid } = await alice.next('ringing')
    expect(alice.count('answer')).toBe(0)
    bob.accept(invite['callsid'])
    await alice.next('answer')
    alice.send('hangup', { callsid })
    expect(await bob.next('hangup')).toEqual({ callsid: invite['callsid'] })
  })

  test('cancels the ringing when the caller hangs up', async () => {
    const { alice, bob, invite } = await dialled()
    const { callsid } = await alice.next('ringing')
    alice.send('hangup', { callsid })
    expect(await bob.next('cancel')).toMatchObject({ callsid: invite['callsid'] })
  })

  test('reports to the caller that the called party has declined', async () => {
    const { alice, bob, invite } = await dialled()
    bob.send('reject', { callsid: invite['callsid'] })
    expect(await alice.next('hangup')).toHaveProperty('error.code')
  })

  test('is limited to ten hops when numbers dial each other', async () => {
    const testbed = await openTestbed()
    testbed.web.answer('/outgoing', dial(`<Number>${ownNumber}</Number>`))
    testbed.web.answer('/incoming', dial(`<Number>${ownNumber}</Number>`))
    const alice = await testbed.registered('alice')
    alice.invite({ numberToDial: ownNumber })
    expect(await alice.next('hangup')).toHaveProperty('error.code', 31404)
    expect(
      testbed.exchange.calls.list().every(({ legs }) => legs.every((leg) => leg.endedAt !== undefined)),
    ).toBe(true)
  })
})

test('a client without an identity calls as "Anonymous"', async () => {
  const testbed = await openTestbed()
  testbed.web.answer('/outgoing', dial('<Client>bob</Client>'))
  const bob = await testbed.registered('bob')
  const anonymous = await testbed.client()
  anonymous.listen(testbed.token(''))
  anonymous.invite({ To: 'bob' })
  expect(await bob.next('invite')).toMatchObject({ parameters: { CallSid: expect.stringMatching(/^CA/) } })
  expect(testbed.web.requests.entries.at(-1)?.parameters).toMatchObject({ From: 'client:Anonymous' })
})
