import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFrame } from '../../../../exchange/model/signalling-messages.ts'

describe('a frame from a client', () => {
  test('is a heartbeat when it is a newline, and a message is parsed with its defaults', () => {
    expect(parseFrame('\n')).toEqual({ kind: 'heartbeat' })
    expect(parseFrame('{"type":"listen","payload":{"token":"t","extra":1},"version":"1.6"}')).toEqual({
      kind: 'message',
      message: { type: 'listen', payload: { token: 't', reconnectTimeout: 0 } },
    })
  })

  test.each([
    '{"type":"dtmf","payload":{"callsid":"CA1","dtmf":"x"}}',
    '{"type":"answer","payload":{"callsid":"CA1"}}',
  ])('is malformed, with the CallSid of its call: %s', (text) => {
    expect(parseFrame(text)).toMatchObject({ kind: 'malformed', callSid: 'CA1' })
  })

  test('never causes an exception, for any input', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseFrame(text).kind).toBeTypeOf('string')
      }),
    )
    const type = fc.constantFrom(
      'listen',
      'register',
      'invite',
      'answer',
      'hangup',
      'message',
      'toString',
      '__proto__',
    )
    fc.assert(
      fc.property(type, fc.jsonValue(), (type, payload) => {
        expect(parseFrame(JSON.stringify({ type, payload })).kind).toBeTypeOf('string')
      }),
    )
  })
})
