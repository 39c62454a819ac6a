import assert from 'node:assert/strict'
import type { EndReason } from '../../../src/shared/domain/phone.ts'
import type { LineCase } from './case.ts'
import type { Answering, LineHarness } from './harness.ts'
import { becomeReady, beCalled, beInCall, endedAs, heard, lifeOf, now } from './steps.ts'

async function place(harness: LineHarness, who: Answering, id = `call to one who ${who}`): Promise<string> {
  await harness.line.dial(id, harness.far.numbers[who])
  return id
}

/** Creates a case for an outgoing call that is not connected and ends with `endReason`. */
function endsUnconnected(name: string, who: Answering, endReason: EndReason): LineCase {
  return {
    name,
    async run(harness) {
      await becomeReady(harness)
      const id = await place(harness, who)
      await endedAs(harness, id, endReason)
      assert.ok(!lifeOf(harness, id).includes('connected'), 'it never opened')
      // The line accepts another call.
      await beInCall(harness)
    },
  }
}

export const outgoingCases: readonly LineCase[] = [
  {
    name: 'an outgoing call rings, is answered, and ends locally at both ends',
    async run(harness) {
      await becomeReady(harness)
      const id = await place(harness, 'answers')
      const { sid } = await heard(harness, 'connected', { id })
      assert.match(sid ?? '', /^CA/)
      const far = await harness.far.placed()
      await harness.line.hangup(id)
      await endedAs(harness, id, 'local-hangup')
      await far.isOver()
      assert.deepEqual(lifeOf(harness, id), ['remote-ringing', 'connected', 'ended'])
    },
  },
  {
    name: 'an outgoing call is ended by the remote end',
    async run(harness) {
      await becomeReady(harness)
      const id = await place(harness, 'answers')
      await heard(harness, 'connected', { id })
      await (await harness.far.placed()).hangsUp()
      await endedAs(harness, id, 'remote-hangup')
    },
  },
  endsUnconnected('a busy number ends the call with `busy`', 'busy', 'busy'),
  // Twilio reports a declined call as busy.
  endsUnconnected('a call that the remote end declines ends with `busy`', 'rejects', 'busy'),
  // The call rings for three seconds. An offline client with a slow application has the same error.
  endsUnconnected(
    'a call without an answer for a short time ends with `not-answered`',
    'never-answers',
    'not-answered',
  ),
  // The SDK has no class for 31600: the code is in `originalError` of a general error.
  endsUnconnected('a call that all dialled clients decline ends with `busy`', 'all-decline', 'busy'),
  endsUnconnected(
    'a number that is not in service ends the call with `unreachable`',
    'not-in-service',
    'unreachable',
  ),
  endsUnconnected('an offline client ends the call with `unreachable`', 'is-offline', 'unreachable'),
  endsUnconnected(
    'a call that the application rejects ends with `unreachable`',
    'is-rejected',
    'unreachable',
  ),
  endsUnconnected(
    'an application that fails ends the call with `application-error`',
    'application-fails',
    'application-error',
  ),
  {
    name: 'a busy number after an application that answers first ends the call with `remote-hangup`',
    async run(harness) {
      await becomeReady(harness)
      const id = await place(harness, 'busy-once-connected')
      await heard(harness, 'connected', { id })
      await endedAs(harness, id, 'remote-hangup')
      await beInCall(harness)
    },
  },
  {
    name: 'hanging up while the remote end rings cancels the call',
    async run(harness) {
      await becomeReady(harness)
      const id = await place(harness, 'never-answers')
      await heard(harness, 'remote-ringing', { id })
      const far = await harness.far.placed()
      await harness.line.hangup(id)
      await endedAs(harness, id, 'canceled')
      await far.isOver()
      await beInCall(harness)
    },
  },
  {
    name: 'hanging up directly after dialling cancels the call',
    async run(harness) {
      await becomeReady(harness)
      await Promise.all([place(harness, 'answers', 'hasty'), harness.line.hangup('hasty')])
      await endedAs(harness, 'hasty', 'canceled')
      await beInCall(harness)
      assert.deepEqual(lifeOf(harness, 'hasty'), ['ended'])
    },
  },
  {
    name: 'a socket that drops while the remote end rings ends the call, and the next call can be placed',
    async run(harness) {
      await becomeReady(harness)
      const id = await place(harness, 'never-answers')
      await heard(harness, 'remote-ringing', { id })
      const mark = now(harness)
      await harness.far.dropsSocket()
      await endedAs(harness, id, 'connection-lost')
      await heard(harness, 'registration-registered', { from: mark })
      const second = await place(harness, 'answers')
      await heard(harness, 'connected', { id: second })
    },
  },
  {
    name: 'a ringing call is kept when another call is placed',
    async run(harness) {
      await becomeReady(harness)
      const ringing = await beCalled(harness)
      const id = await place(harness, 'answers')
      await heard(harness, 'connected', { id })
      await harness.line.hangup(id)
      await endedAs(harness, id, 'local-hangup')
      await harness.line.accept(ringing.id)
      await heard(harness, 'connected', { id: ringing.id })
    },
  },
  {
    name: 'mute is reported when it is switched on and off',
    async run(harness) {
      await becomeReady(harness)
      const { id } = await beInCall(harness)
      await harness.line.mute(id, true)
      assert.equal((await heard(harness, 'muted', { id })).muted, true)
      const mark = harness.reports.entries.length
      await harness.line.mute(id, false)
      assert.equal((await heard(harness, 'muted', { id, from: mark })).muted, false)
    },
  },
  {
    name: 'digits arrive at the remote end in order',
    async run(harness) {
      await becomeReady(harness)
      const id = await place(harness, 'answers')
      await heard(harness, 'connected', { id })
      const far = await harness.far.placed()
      await harness.line.sendDigits(id, '12#')
      // The digits are typed faster than their tones play.
      for (const digit of '4477*') await harness.line.sendDigits(id, digit)
      await far.heardDigits('12#4477*')
    },
  },
]
