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
    name: 'a colleague is known by identity',
    async run(harness) {
      await becomeReady(harness)
      const { incoming } = await beCalled(harness, 'client:alice')
      assert.deepEqual(incoming.from, { kind: 'identity', address: 'alice', name: null })
    },
  },
  {
    name: 'accepting opens it; hanging up here ends it at both ends',
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
    name: 'the other end hangs up',
    async run(harness) {
      await becomeReady(harness)
      const { call, id } = await beInCall(harness)
      await call.hangsUp()
      await endedAs(harness, id, 'remote-hangup')
    },
  },
  {
    name: 'rejecting tells the caller',
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
    name: 'the caller gives up: a missed call',
    async run(harness) {
      await becomeReady(harness)
      const { call, id } = await beCalled(harness)
      await call.hangsUp()
      await endedAs(harness, id, 'missed')
    },
  },
  {
    name: 'whatever is pressed on a call that has just gone does nothing, and the next call is answered',
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
    name: 'accepting in the moment the caller gives up ends once, one way or the other',
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
    name: 'another device answers first: a missed call here',
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
    name: 'two calls ring; one is answered, the other rings on until its caller gives up',
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
    name: 'a call that comes during another one is answered after hanging up',
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
    name: 'without permission for the microphone, a call is accepted all the same',
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
    name: 'a ringing call outlives a dropped socket, and can still be answered',
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
