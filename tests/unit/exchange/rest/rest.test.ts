import * as fc from 'fast-check'
import type * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { createLeg } from '../../../../exchange/calls/leg.ts'
import { createEventLog } from '../../../../exchange/model/events.ts'
import { silentLog } from '../../../../exchange/lib/log.ts'
import { rfc2822 } from '../../../../exchange/webhooks/status-callback.ts'
import { checkCredentials, isSameMachine } from '../../../../exchange/rest/auth.ts'
import { RestError } from '../../../../exchange/rest/errors.ts'
import { parseParameters } from '../../../../exchange/rest/form-parameters.ts'
import { NewCall } from '../../../../exchange/rest/new-call.ts'
import { callResource, callsPage } from '../../../../exchange/rest/resources.ts'
import { CallsQuery, ChangedCall, NewMessage, NewSubscription } from '../../../../exchange/rest/schemas.ts'
import { createFakeAudio } from '../../../support/exchange/fake-audio.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'

const accountSid = `AC${'a'.repeat(32)}`
const START = Date.UTC(2026, 7, 31, 20, 36, 28)

function someLeg(sid = `CA${'1'.repeat(32)}`) {
  const clock = createFakeClock(START)
  const voice = { on: () => () => undefined, send: () => undefined, sendDigit: () => undefined }
  const about = {
    kind: 'client',
    direction: 'outbound-api',
    from: '+12025550142',
    to: 'client:alice',
  } as const
  const leg = createLeg(
    { ...about, sid, voice },
    { clock, events: createEventLog(clock, silentLog), audio: createFakeAudio(), log: silentLog },
  )
  return { clock, leg, resource: () => callResource(leg, accountSid, clock.now()) }
}

test('formats a date as Twilio does', () => {
  expect(rfc2822(START)).toBe('Mon, 31 Aug 2026 20:36:28 +0000')
})

describe('a call as a resource', () => {
  test("has Twilio's statuses from queued to its end", async () => {
    const { clock, leg, resource } = someLeg()
    expect(resource()).toMatchObject({ status: 'queued', start_time: null, end_time: null, duration: null })
    leg.markRinging()
    expect(resource()).toMatchObject({ status: 'ringing', start_time: rfc2822(START) })
    leg.markAnswered()
    await clock.advance(2_600)
    leg.end('completed')
    expect(resource()).toMatchObject({
      status: 'completed',
      end_time: rfc2822(START + 2_600),
      date_updated: rfc2822(START + 2_600),
      duration: '3',
      uri: `/2010-04-01/Accounts/${accountSid}/Calls/${leg.sid}.json`,
    })
  })

  test.each([
    [0, 2, ['5', '4'], null, 1],
    [1, 2, ['3', '2'], 0, 2],
    [2, 2, ['1'], 1, null],
    [3, 2, [], 2, null],
    [0, 50, ['5', '4', '3', '2', '1'], null, null],
  ])('page %d of %d', (page, pageSize, shown, before, after) => {
    const legs = ['1', '2', '3', '4', '5'].map((sid) => someLeg(sid).leg)
    const answer = callsPage(legs, { page, pageSize, filters: { To: 'client:a b' } }, accountSid, START)
    const uri = (at: number | null) =>
      at === null
        ? null
        : `/2010-04-01/Accounts/${accountSid}/Calls.json?To=client%3Aa+b&PageSize=${pageSize}&Page=${at}`
    expect(answer).toMatchObject({
      calls: shown.map((sid) => ({ sid })),
      uri: uri(page),
      previous_page_uri: uri(before),
      next_page_uri: uri(after),
    })
  })
})

describe('the parameters of a request', () => {
  const good = 'To=client%3Aalice%3Fa%3Db%2520c&From=%2B12025550142&Twiml=%3CResponse%2F%3E'

  test("of a new call have its target and Twilio's default timeout", () => {
    expect(
      parseParameters(
        NewCall,
        `${good}&StatusCallback=https%3A%2F%2Fexample.com&StatusCallbackEvent=ringing&StatusCallbackEvent=completed`,
      ),
    ).toEqual({
      To: { kind: 'client', identity: 'alice', parameters: { a: 'b c' } },
      From: '+12025550142',
      Twiml: '<Response/>',
      Timeout: 60,
      StatusCallback: 'https://example.com',
      StatusCallbackEvent: ['ringing', 'completed'],
    })
  })

  test('that are not supported are refused by name', () => {
    expect(() => parseParameters(NewCall, `${good}&Trim=do-not-trim`)).toThrow(
      'Trim is not carried out by this exchange',
    )
    expect(() => parseParameters(ChangedCall, 'Status=paused')).toThrow(
      'Status can be made completed or canceled',
    )
    expect(() => parseParameters(NewSubscription, 'Callback=http://example.com')).toThrow('https')
  })

  test.each<[string, v.GenericSchema]>([
    ['a call', NewCall],
    ['a change', ChangedCall],
    ['a list', CallsQuery],
    ['a message', NewMessage],
    ['a subscription', NewSubscription],
  ])('of %s are accepted or refused with a code, for any input', (_what, schema) => {
    const name = fc.constantFrom(
      'To',
      'From',
      'Twiml',
      'Url',
      'Status',
      'Content',
      'Callback',
      'Page',
      '__proto__',
      'toString',
    )
    const form = fc.array(
      fc.tuple(fc.oneof(name, fc.string()), fc.oneof(fc.webUrl(), fc.json(), fc.string())),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(
        fc.oneof(
          form.map((pairs) => new URLSearchParams(pairs).toString()),
          fc.string(),
        ),
        (words) => {
          try {
            parseParameters(schema, words)
          } catch (error) {
            expect(error).toBeInstanceOf(RestError)
            expect(error).toMatchObject({
              status: 400,
              code: expect.any(Number),
              message: expect.stringMatching(/\w/),
            })
          }
        },
      ),
    )
  })
})

test('the REST API accepts the account with its token and a key with its own secret, and nothing else', () => {
  const key = `SK${'b'.repeat(32)}`
  const accepts = checkCredentials({
    sid: accountSid,
    authToken: 'the-token-of-it',
    apiKeys: { [key]: 'key:with:colons' },
  })
  const basic = (words: string) => `Basic ${Buffer.from(words).toString('base64')}`
  expect(accepts(basic(`${accountSid}:the-token-of-it`))).toBe(true)
  expect(accepts(basic(`${key}:key:with:colons`))).toBe(true)
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string().map(basic), fc.constant(undefined)), (header) => {
      expect(accepts(header)).toBe(false)
    }),
  )
})

test.each([
  ['127.0.0.1', '127.0.0.1', true],
  ['127.0.0.2', '127.0.0.1', true],
  ['192.168.1.20', '192.168.1.20', true],
  ['192.168.1.21', '192.168.1.20', false],
  ['127.0.0.1.example', '192.168.1.20', false],
  [undefined, undefined, false],
])('a connection from %s to %s is from the same machine: %o', (remoteAddress, localAddress, same) => {
  expect(isSameMachine({ remoteAddress, localAddress })).toBe(same)
})
