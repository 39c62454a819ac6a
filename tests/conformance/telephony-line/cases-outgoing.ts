import assert from 'node:assert/strict'
import type { EndReason } from '../../../src/shared/domain/phone.ts'
import type { LineCase } from './case.ts'
import type { Answering, LineHarness } from './harness.ts'
import { becomeReady, beCalled, beInCall, endedAs, heard, lifeOf, now } from './steps.ts'

async function place(harness: LineHarness, who: Answering, id = `call to one who ${who}`): Promise<string> {
  await harness.line.dial(id, harness.far.numbers[who])
  return id
}

/** A call that nobody takes, and how it ends. */
function comesToNothing(name: string, who: Answering, endReason: EndReason): LineCase {
  return {
    name,
    async run(harness) {
      await becomeReady(harness)
      const id = await place(harness, who)
      await endedAs(harness, id, endReason)
      assert.ok(!lifeOf(harness, id).includes('connected'), 'it never opened')
      // The line is free again.
      await beInCall(harness)
    },
  }
}

export const outgoingCases: readonly LineCase[] = [
  {
    name: 'a placed call rings there, is answered, and hung up here',
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
    name: 'the answering end of a placed call hangs up',
    async run(harness) {
      await becomeReady(harness)
      const id = await place(harness, 'answers')
      await heard(harness, 'connected', { id })
      await (await harness.far.placed()).hangsUp()
      await endedAs(harness, id, 'remote-hangup')
    },
  },
  comesToNothing('busy', 'busy', 'busy'),
  // Twilio reports a party that declines as busy.
  comesToNothing('declined at the other end', 'rejects', 'busy'),
  // After three seconds of ringing. An offline client with a slow application has the same evidence.
  comesToNothing('no answer for a short time', 'never-answers', 'not-answered'),
  // The SDK has no class for 31600: the code is in `originalError` of a general error.
  comesToNothing('declined by all who were rung', 'all-decline', 'busy'),
  comesToNothing('a number that is not in service', 'not-in-service', 'unreachable'),
  comesToNothing('a client that is offline', 'is-offline', 'unreachable'),
  comesToNothing('a call that the application rejects', 'is-rejected', 'unreachable'),
  comesToNothing('an application that fails', 'application-fails', 'application-error'),
  {
    name: 'busy, after an application that connects the caller first',
    async run(harness) {
      await becomeReady(harness)
      const id = await place(harness, 'busy-once-connected')
      await heard(harness, 'connected', { id })
      await endedAs(harness, id, 'remote-hangup')
      await beInCall(harness)
    },
  },
  {
    name: 'hanging up while it rings there gives it up',
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
    name: 'hanging up in the very moment of dialling gives it up too',
    async run(harness) {
      await becomeReady(harness)
      await Promise.all([place(harness, 'answers', 'hasty'), harness.line.hangup('hasty')])
      await endedAs(harness, 'hasty', 'canceled')
      await beInCall(harness)
      assert.deepEqual(lifeOf(harness, 'hasty'), ['ended'])
    },
  },
  {
    name: 'a socket that drops while it rings there ends the call, and the next one can be placed',
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
    name: 'a call that rings is not lost when another one is placed',
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
    name: 'mute is on, then off',
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
    name: 'digits arrive at the other end, in order',
    async run(harness) {
      await becomeReady(harness)
      const id = await place(harness, 'answers')
      await heard(harness, 'connected', { id })
      const far = await harness.far.placed()
      await harness.line.sendDigits(id, '12#')
      // Typed faster than they sound.
      for (const digit of '4477*') await harness.line.sendDigits(id, digit)
      await far.heardDigits('12#4477*')
    },
  },
]
