import assert from 'node:assert/strict'
import type { LineCase } from './case.ts'
import { becomeReady, beCalled, beInCall, endedAs, heard, lifeOf, now, sign } from './steps.ts'

export const lineCases: readonly LineCase[] = [
  {
    name: 'it is connecting first, and then registered with its identity',
    async run(harness) {
      await becomeReady(harness)
      assert.deepEqual(
        harness.reports.entries.map(({ type }) => type).filter((type) => type !== 'sign'),
        ['registration-connecting', 'registration-registered'],
      )
      assert.equal((await heard(harness, 'registration-registered')).identity, harness.identity)
    },
  },
  {
    name: 'a rejected token is reported, and a valid token registers the line',
    async run(harness) {
      await harness.line.open('refused')
      assert.equal((await heard(harness, 'registration-rejected')).reason, 'token-invalid')
      assert.ok(!harness.reports.entries.some(({ type }) => type === 'registration-registered'))
      const mark = now(harness)
      await harness.line.open('good')
      await heard(harness, 'registration-registered', { from: mark })
      await beInCall(harness)
    },
  },
  {
    name: 'a token refresh does not take the line offline, and calls still arrive',
    async run(harness) {
      await becomeReady(harness)
      const mark = now(harness)
      await harness.line.open('another-good')
      await beInCall(harness)
      const between = harness.reports.entries.slice(mark).map(({ type }) => type)
      assert.ok(
        !between.includes('registration-offline') && !between.includes('registration-connecting'),
        between.join(),
      )
    },
  },
  {
    name: 'an expired token leads to a token request and not to a rejection',
    async run(harness) {
      await becomeReady(harness)
      const mark = now(harness)
      await harness.far.expiresToken()
      await heard(harness, 'token-wanted', { from: mark })
      await harness.line.open('another-good')
      await heard(harness, 'registration-registered', { from: mark })
      await beInCall(harness)
      assert.ok(!harness.reports.entries.some(({ type }) => type === 'registration-rejected'))
    },
  },
  {
    name: 'a dropped socket is reported and opened again',
    async run(harness) {
      await becomeReady(harness)
      const mark = now(harness)
      await harness.far.dropsSocket()
      await heard(harness, 'registration-offline', { from: mark })
      await heard(harness, 'registration-registered', { from: mark })
      await beInCall(harness)
    },
  },
  {
    name: 'the line registers within five seconds after several sockets in a row were closed',
    async run(harness) {
      await becomeReady(harness)
      const mark = now(harness)
      const refusal = await harness.far.refuses()
      await heard(harness, 'registration-offline', { from: mark })
      const last = now(harness)
      await refusal.ends()
      await heard(harness, 'registration-registered', { from: last })
      await beInCall(harness)
    },
  },
  {
    name: 'signalling that is closed permanently is reported, and a new token restores the registration',
    async run(harness) {
      await becomeReady(harness)
      const mark = now(harness)
      await harness.far.closesSignalling()
      await heard(harness, 'registration-offline', { from: mark })
      await heard(harness, 'token-wanted', { from: mark })
      await harness.line.open('good')
      await heard(harness, 'registration-registered', { from: mark })
      await beInCall(harness)
    },
  },
  {
    name: 'a call continues after a dropped socket',
    async run(harness) {
      await becomeReady(harness)
      const { call, id } = await beInCall(harness)
      await harness.far.dropsSocket()
      await heard(harness, 'reconnecting', { id })
      await heard(harness, 'reconnected', { id })
      await call.hangsUp()
      await endedAs(harness, id, 'remote-hangup')
    },
  },
  {
    name: 'a call that is ended during an outage ends at the remote end after the outage',
    async run(harness) {
      await becomeReady(harness)
      const { call, id } = await beInCall(harness)
      const outage = await harness.far.outage()
      await heard(harness, 'reconnecting', { id })
      await harness.line.hangup(id)
      await endedAs(harness, id, 'local-hangup')
      await outage.ends()
      await call.isOver()
      await beInCall(harness)
    },
  },
  {
    name: 'messages and acknowledgements are reported, and closing resets the signalling activity',
    async run(harness) {
      await becomeReady(harness)
      await sign(harness, 'message')
      await sign(harness, 'acknowledged')
      const mark = now(harness)
      await harness.line.close()
      await sign(harness, 'reset', mark)
    },
  },
  {
    name: 'a reconnect replaces an open socket that is silent, and calls arrive',
    async run(harness) {
      await becomeReady(harness)
      const mark = now(harness)
      await harness.far.stalls()
      await harness.line.restart()
      await heard(harness, 'registration-registered', { from: mark })
      await sign(harness, 'acknowledged', mark)
      await beInCall(harness)
    },
  },
  {
    name: 'a reconnect does not affect a call',
    async run(harness) {
      await becomeReady(harness)
      const { call, id } = await beInCall(harness)
      await harness.line.restart()
      await call.hangsUp()
      await endedAs(harness, id, 'remote-hangup')
      assert.deepEqual(lifeOf(harness, id), ['incoming', 'connected', 'ended'])
    },
  },
  {
    name: 'commands for an unknown call do nothing',
    async run(harness) {
      await harness.line.accept('nobody')
      await harness.line.hangup('nobody')
      await becomeReady(harness)
      await harness.line.accept('nobody')
      await harness.line.reject('nobody')
      await harness.line.hangup('nobody')
      await harness.line.mute('nobody', true)
      await harness.line.sendDigits('nobody', '1')
      await beInCall(harness)
      assert.deepEqual(lifeOf(harness, 'nobody'), [])
    },
  },
  {
    name: 'closing the line ends every call, and the line can be registered again',
    async run(harness) {
      await becomeReady(harness)
      const first = await beInCall(harness)
      const second = await beCalled(harness, '+12025550172')
      await harness.line.close()
      await endedAs(harness, first.id, 'local-hangup')
      await endedAs(harness, second.id, 'missed')
      const mark = now(harness)
      await harness.line.open('good')
      await heard(harness, 'registration-registered', { from: mark })
    },
  },
  {
    name: 'a call on a line that is not registered ends with `connection-lost`',
    async run(harness) {
      await harness.line.dial('early', harness.far.numbers.answers)
      await endedAs(harness, 'early', 'connection-lost')
    },
  },
]
