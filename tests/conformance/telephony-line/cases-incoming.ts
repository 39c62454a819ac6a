import assert from 'node:assert/strict'
import type { LineCase } from './case.ts'
import { becomeReady, beCalled, beInCall, endedAs, heard, lifeOf, now } from './steps.ts'

export const incomingCases: readonly LineCase[] = [
  {
    name: 'a call rings with its caller’s number and name',
    async run(harness) {
      await becomeReady(harness)
      const { incoming } = await beCalled(harness, '+12025550177', 'Maria Keller')
      assert.deepEqual(incoming.from, { kind: 'number', address: '+12025550177', name: 'Maria Keller' })
      assert.match(incoming.sid, /^CA/)
    },
  },
  {
    name: 'a call of a client has its identity',
    async run(harness) {
      await becomeReady(harness)
      const { incoming } = await beCalled(harness, 'client:alice')
      assert.deepEqual(incoming.from, { kind: 'identity', address: 'alice', name: null })
    },
  },
  {
    name: 'accepting connects the call, and hanging up ends it at both ends',
    async run(harness) {
      await becomeReady(harness)
      const { call, id } = await beInCall(harness)
      await harness.line.hangup(id)
      await endedAs(harness, id, 'local-hangup')
      await call.isOver()
      assert.deepEqual(lifeOf(harness, id), ['incoming', 'connected', 'ended'])
    },
  },
  {
    name: 'a hang-up of the remote end ends the call',
    async run(harness) {
      await becomeReady(harness)
      const { call, id } = await beInCall(harness)
      await call.hangsUp()
      await endedAs(harness, id, 'remote-hangup')
    },
  },
  {
    name: 'rejecting the call ends it for the caller',
    async run(harness) {
      await becomeReady(harness)
      const { call, id } = await beCalled(harness)
      await harness.line.reject(id)
      await endedAs(harness, id, 'rejected')
      await call.isOver()
      assert.deepEqual(lifeOf(harness, id), ['incoming', 'ended'])
    },
  },
  {
    name: 'a call that the caller cancels is missed',
    async run(harness) {
      await becomeReady(harness)
      const { call, id } = await beCalled(harness)
      await call.hangsUp()
      await endedAs(harness, id, 'missed')
    },
  },
  {
    name: 'commands for a call that has just ended do nothing, and the next call is answered',
    async run(harness) {
      await becomeReady(harness)
      const { call, id } = await beCalled(harness)
      await call.hangsUp()
      await endedAs(harness, id, 'missed')
      await harness.line.accept(id)
      await harness.line.reject(id)
      await harness.line.hangup(id)
      await harness.line.mute(id, true)
      await harness.line.sendDigits(id, '1')
      await beInCall(harness)
      assert.deepEqual(lifeOf(harness, id), ['incoming', 'ended'])
    },
  },
  {
    name: 'a call that is accepted and cancelled at the same time ends once',
    async run(harness) {
      await becomeReady(harness)
      const { call, id } = await beCalled(harness)
      await Promise.all([call.hangsUp(), harness.line.accept(id)])
      const { endReason } = await heard(harness, 'ended', { id })
      assert.ok(['missed', 'remote-hangup'].includes(endReason), endReason)
      await beInCall(harness)
      assert.equal(lifeOf(harness, id).filter((type) => type === 'ended').length, 1)
    },
  },
  {
    name: 'a call that another device answers first is missed',
    async run(harness) {
      const other = await harness.far.anotherDevice()
      await becomeReady(harness)
      const { id } = await beCalled(harness)
      await other.accepts()
      await endedAs(harness, id, 'missed')
      await other.leaves()
    },
  },
  {
    name: 'a second call keeps ringing after the first call is answered, until its caller cancels it',
    async run(harness) {
      await becomeReady(harness)
      const first = await beCalled(harness, '+12025550171')
      const second = await beCalled(harness, '+12025550172')
      assert.notEqual(first.id, second.id)
      await harness.line.accept(first.id)
      await heard(harness, 'connected', { id: first.id })
      await first.call.isAnswered()
      assert.deepEqual(lifeOf(harness, second.id), ['incoming'])
      await second.call.hangsUp()
      await endedAs(harness, second.id, 'missed')
      await first.call.hangsUp()
      await endedAs(harness, first.id, 'remote-hangup')
    },
  },
  {
    name: 'a call that arrives during another call is answered after a hang-up',
    async run(harness) {
      await becomeReady(harness)
      const first = await beInCall(harness)
      const second = await beCalled(harness, '+12025550172')
      await harness.line.hangup(first.id)
      await harness.line.accept(second.id)
      await heard(harness, 'connected', { id: second.id })
      await second.call.isAnswered()
      await endedAs(harness, first.id, 'local-hangup')
      await second.call.hangsUp()
      await endedAs(harness, second.id, 'remote-hangup')
    },
  },
  {
    name: 'a call is accepted without permission for the microphone',
    async run(harness) {
      await becomeReady(harness)
      await harness.far.microphone('denied')
      const { call, id } = await beCalled(harness)
      await harness.line.accept(id)
      await heard(harness, 'connected', { id })
      await call.isAnswered()
      await call.hangsUp()
      await endedAs(harness, id, 'remote-hangup')
      await harness.far.microphone('works')
      await beInCall(harness)
    },
  },
  {
    name: 'a ringing call survives a dropped socket and can be answered',
    async run(harness) {
      await becomeReady(harness)
      const { id } = await beCalled(harness)
      const mark = now(harness)
      await harness.far.dropsSocket()
      await heard(harness, 'registration-registered', { from: mark })
      await harness.line.accept(id)
      await heard(harness, 'connected', { id })
      assert.deepEqual(lifeOf(harness, id), ['incoming', 'connected'])
    },
  },
]
