import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { createPhoneController } from '../../../src/renderer/telephony/phone-controller.ts'
import { PhoneSchema } from '../../../src/shared/domain/phone-schemas.ts'
import { toEndedCall } from '../../../src/shared/domain/selectors.ts'
import { createFakeLine } from '../../support/line/fake-line.ts'
import { ACCESS_TOKEN } from './twilio/fake-sdk.ts'

function newPhoneOnFake() {
  let ids = 0
  const line = createFakeLine({ clock: () => 1 })
  const phone = createPhoneController({
    line,
    clock: () => 1,
    newId: () => `out ${++ids}`,
    country: () => 'US',
  })
  line.register(ACCESS_TOKEN)
  line.registers()
  const keysSent = () => line.sent.flatMap((request) => (request.type === 'digits' ? [request.digits] : []))
  return { line, phone, keysSent }
}

describe('post-dial digits', () => {
  it('are offered in the connected call group by group, and sent only on request', () => {
    const { line, phone, keysSent } = newPhoneOnFake()
    phone.dial('+12025550101 ext. 7,,123456#')
    expect(line.sent).toEqual([{ type: 'dial', id: 'out 1', to: '+12025550101' }])
    expect(phone.state.calls).toMatchObject([{ postDial: ['7', '123456#'] }])
    phone.sendPostDial('out 1')
    line.remoteRings('out 1')
    phone.sendPostDial('out 1')
    expect(keysSent()).toEqual([])
    line.remoteAnswers('out 1')
    expect(keysSent()).toEqual([])
    expect(v.parse(PhoneSchema, phone.state)).toEqual(phone.state)
    phone.sendPostDial('out 1')
    expect(keysSent()).toEqual(['7'])
    expect(phone.state.calls).toMatchObject([{ postDial: ['123456#'] }])
    phone.sendPostDial('out 1')
    phone.sendPostDial('out 1')
    expect(keysSent()).toEqual(['7', '123456#'])
    expect(phone.state.calls[0]).not.toHaveProperty('postDial')
  })

  it('are removed when the call ends, so that no conference PIN reaches the list of recent calls or a file', () => {
    const { line, phone } = newPhoneOnFake()
    phone.dial('+12025550101,,4711#')
    line.remoteAnswers('out 1')
    expect(
      JSON.stringify(phone.state.calls.map((call) => toEndedCall(call, 'app-terminated', 2))),
    ).not.toContain('4711')
    line.remoteHangsUp('out 1')
    expect(JSON.stringify(phone.state)).not.toContain('4711')
  })

  it('are absent when the dialled number has none', () => {
    const { phone } = newPhoneOnFake()
    phone.dial('+12025550101')
    expect(phone.state.calls[0]).not.toHaveProperty('postDial')
  })
})

describe('dialling an emergency number', () => {
  it.each(['911', '112', '１１２', 'tel:911', '00112', '112#', '17', '*67 911', '9-911'])(
    '%s places no call, neither from the input nor from a command',
    (text) => {
      const { line, phone } = newPhoneOnFake()
      expect(phone.dial(text)).toMatchObject({ kind: 'emergency' })
      phone.command({ type: 'dial', text })
      expect(line.sent).toEqual([])
      expect(phone.state.calls).toEqual([])
    },
  )
})

describe('dialling an identity', () => {
  it.each([
    ['alice', 'alice'],
    ['client:alice', 'alice'],
    ['client:1001', 'client:1001'],
    ['client:2025550101', 'client:2025550101'],
    ['client:911', 'client:911'],
    ['564189227f361931080058ea', 'client:564189227f361931080058ea'],
  ])('%s dials %s, which no service reads as a number', (text, to) => {
    const { line, phone } = newPhoneOnFake()
    phone.dial(text)
    expect(line.sent).toEqual([{ type: 'dial', id: 'out 1', to }])
  })
})
