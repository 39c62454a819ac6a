import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFakeLine } from '../../support/line/fake-line.ts'
import { createPhoneController } from '../../../src/renderer/telephony/phone-controller.ts'
import { ACCESS_TOKEN, settled } from './twilio/fake-sdk.ts'

function newPhoneOnFake({ automatic = true }: { automatic?: boolean } = {}) {
  let ticks = 0
  let ids = 0
  const clock = () => ++ticks
  const line = createFakeLine({ clock, automatic })
  const phone = createPhoneController({ line, clock, newId: () => `out ${++ids}`, country: () => 'US' })
  line.register(ACCESS_TOKEN)
  line.registers()
  return { line, phone, phases: () => phone.state.calls.map(({ id, state }) => `${id} ${state}`) }
}

describe('a command', () => {
  it('claims the decision about a call once, and later commands are ignored', () => {
    const { line, phone } = newPhoneOnFake()
    const id = line.ring('+12025550101')
    phone.command({ type: 'accept', id })
    phone.command({ type: 'accept', id })
    phone.command({ type: 'reject', id })
    expect(line.sent).toEqual([{ type: 'accept', id }])
  })

  it('to reject takes precedence over a later command to accept', async () => {
    const { line, phone } = newPhoneOnFake()
    const id = line.ring('+12025550101')
    phone.command({ type: 'reject', id })
    phone.command({ type: 'accept', id })
    await settled()
    expect(line.sent).toEqual([{ type: 'reject', id }])
    expect(phone.state.ended).toMatchObject([{ id, endReason: 'rejected' }])
  })

  it('claims the decision before the line has confirmed it', () => {
    const { line, phone } = newPhoneOnFake()
    const actions: string[] = []
    const slow = createPhoneController({
      line: { ...line, reject: () => actions.push('reject'), accept: () => actions.push('accept') },
      clock: () => 1,
      newId: () => 'out',
      country: () => 'US',
    })
    const id = line.ring('+12025550101')
    for (const type of ['reject', 'reject', 'accept'] as const) slow.command({ type, id })
    expect(actions).toEqual(['reject'])
    expect(phone.state.calls).toHaveLength(1)
  })

  it('to hang up ends a call in any state except `ringing`', async () => {
    const { line, phone } = newPhoneOnFake()
    const id = line.ring('+12025550101')
    phone.command({ type: 'hangup', id })
    expect(line.sent).toEqual([])
    phone.command({ type: 'accept', id })
    phone.command({ type: 'hangup', id })
    await settled()
    expect(phone.state.ended).toMatchObject([{ id, endReason: 'local-hangup' }])
  })

  it('for a call that has ended or never existed changes nothing', () => {
    const { line, phone } = newPhoneOnFake()
    const id = line.ring('+12025550101')
    line.callerGivesUp(id)
    const before = phone.state
    for (const type of ['accept', 'reject', 'hangup'] as const) {
      phone.command({ type, id })
      phone.command({ type, id: 'nobody' })
    }
    expect(phone.state).toBe(before)
    expect(line.sent).toEqual([])
  })

  it('to accept ends the current call first', async () => {
    const { line, phone, phases } = newPhoneOnFake()
    const first = line.ring('+12025550101')
    phone.command({ type: 'accept', id: first })
    await settled()
    const second = line.ring('+12025550102')
    phone.command({ type: 'accept', id: second })
    await settled()
    expect(line.sent.map(({ type }) => type)).toEqual(['accept', 'hangup', 'accept'])
    expect(phases()).toEqual([`${second} connected`])
  })
})

describe('dialling', () => {
  it('places a call to the number that `dial` returns', () => {
    const { line, phone } = newPhoneOnFake()
    expect(phone.dial('(202) 555-0101')).toMatchObject({ kind: 'number', e164: '+12025550101' })
    expect(line.sent).toEqual([{ type: 'dial', id: 'out 1', to: '+12025550101' }])
    expect(phone.state.calls).toMatchObject([
      { id: 'out 1', state: 'connecting', party: { kind: 'number', address: '+12025550101' } },
    ])
  })

  it('places a call to a client identity', () => {
    const { line, phone } = newPhoneOnFake()
    phone.dial('client:bob')
    expect(line.sent).toEqual([{ type: 'dial', id: 'out 1', to: 'bob' }])
    expect(phone.state.calls).toMatchObject([{ party: { kind: 'identity', address: 'bob' } }])
  })

  it.each(['', '555', '<b>'])('of %j places no call', (text) => {
    const { line, phone } = newPhoneOnFake()
    phone.dial(text)
    expect(line.sent).toEqual([])
    expect(phone.state.calls).toEqual([])
  })

  it('places no second call during an outgoing call', () => {
    const { line, phone } = newPhoneOnFake()
    phone.dial('+12025550101')
    expect(phone.dial('+12025550102')).toMatchObject({ kind: 'number' })
    expect(line.sent).toHaveLength(1)
  })

  it('places a call while another call rings', () => {
    const { line, phone, phases } = newPhoneOnFake()
    const id = line.ring('+12025550101')
    phone.dial('+12025550102')
    expect(phases()).toEqual([`${id} ringing`, 'out 1 connecting'])
  })
})

describe('the controls of a call', () => {
  it('mute and send digits only while the call is connected', async () => {
    const { line, phone } = newPhoneOnFake()
    const id = line.ring('+12025550101')
    phone.mute(id, true)
    phone.sendDigits(id, '1')
    expect(line.sent).toEqual([])
    phone.command({ type: 'accept', id })
    await settled()
    phone.mute(id, true)
    phone.sendDigits(id, '12#')
    expect(phone.state.calls).toMatchObject([{ muted: true }])
    expect(line.sent.slice(1)).toEqual([
      { type: 'mute', id, muted: true },
      { type: 'digits', id, digits: '12#' },
    ])
  })
})

describe('subscribers', () => {
  it('are notified of changes only, and the state is the same reference between changes', () => {
    const { line, phone } = newPhoneOnFake()
    const seen: unknown[] = []
    const stop = phone.subscribe(() => seen.push(phone.state))
    const before = phone.state
    line.registers()
    expect(phone.state).toBe(before)
    const id = line.ring('+12025550101')
    line.callerGivesUp(id)
    expect(new Set(seen).size).toBe(2)
    expect(seen.at(-1)).toBe(phone.state)
    stop()
    line.ring('+12025550102')
    expect(seen).toHaveLength(2)
  })
})

describe('any sequence of commands', () => {
  it('never leads to two current calls, and sends no request twice for one call', async () => {
    const action = fc.constantFrom(
      'ring',
      'accept',
      'reject',
      'hangup',
      'dial',
      'answers',
      'gives up',
      'settle',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(action, fc.nat(3)), { maxLength: 40 }), async (actions) => {
        const { line, phone } = newPhoneOnFake()
        for (const [what, n] of actions) {
          const call = phone.state.calls[n]
          if (what === 'ring') line.ring('+12025550101')
          else if (what === 'dial') phone.dial('+12025550102')
          else if (what === 'settle') await settled()
          else if (!call) continue
          else if (what === 'answers') line.remoteAnswers(call.id)
          else if (what === 'gives up') line.callerGivesUp(call.id)
          else phone.command({ type: what, id: call.id })
          const busy = phone.state.calls.filter(({ state }) => state !== 'ringing')
          expect(busy.length).toBeLessThanOrEqual(1)
        }
        const pressed = line.sent.flatMap((sent) =>
          sent.type === 'digits' ? [] : [`${sent.type} ${sent.id}`],
        )
        expect(new Set(pressed).size).toBe(pressed.length)
      }),
      { numRuns: 200 },
    )
  })
})
