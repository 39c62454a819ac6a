import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attributesOf } from '../../../../exchange/twiml/attributes.ts'
import { nounsOf } from '../../../../exchange/twiml/nouns.ts'
import { parseTwiml } from '../../../../exchange/twiml/parse.ts'

/** Reads the first verb of a document with `read`; answers what the log names. */
function namedBy<T>(
  xml: string,
  read: (
    element: ReturnType<typeof parseTwiml>[number],
    naming: { base: string; skipped: (what: string, why: string) => void },
  ) => T,
  base = 'https://example.com/voice',
) {
  const named: string[] = []
  const [element] = parseTwiml(`<Response>${xml}</Response>`)
  if (!element) throw new Error('no verb')
  const result = read(element, { base, skipped: (what) => void named.push(what) })
  return { result, named }
}

describe('a TwiML attribute', () => {
  test.each([
    ['timeout="2"', 2, []],
    ['timeout=" 2 "', 2, []],
    ['timeout=""', 30, []],
    ['timeout="2s"', 30, ['Dial timeout']],
    ['timeout="two"', 30, ['Dial timeout']],
    ['timeout="-2"', 30, ['Dial timeout']],
    ['timeout="2.5"', 30, ['Dial timeout']],
    ['timeout="0"', 1, ['Dial timeout']],
    ['timeout="9999"', 600, ['Dial timeout']],
    ['Timeout="2"', 30, ['Dial Timeout']],
    ['TIMEOUT="2"', 30, ['Dial TIMEOUT']],
    ['time-out="2"', 30, ['Dial time-out']],
  ])('with the value %s is %i, and the log has what is ignored', (attribute, seconds, expected) => {
    const { result, named } = namedBy(`<Dial ${attribute}/>`, (element, naming) =>
      attributesOf(element, naming, ['timeout']).number('timeout', 30, 1, 600),
    )
    expect(result).toBe(seconds)
    expect(named).toEqual(expected)
  })

  test.each([
    ['true', true, 0],
    ['TRUE', true, 0],
    ['false', false, 0],
    ['yes', false, 1],
    ['1', false, 1],
  ])('answerOnBridge="%s" is %s', (value, wanted, count) => {
    const { result, named } = namedBy(`<Dial answerOnBridge="${value}"/>`, (element, naming) =>
      attributesOf(element, naming, ['answerOnBridge']).boolean('answerOnBridge'),
    )
    expect(result).toBe(wanted)
    expect(named).toHaveLength(count)
  })

  test.each([
    ['get', 'GET', 0],
    ['POST', 'POST', 0],
    ['PUT', 'POST', 1],
  ])('method="%s" is %s', (value, wanted, count) => {
    const { result, named } = namedBy(`<Dial method="${value}"/>`, (element, naming) =>
      attributesOf(element, naming, ['method']).method('method'),
    )
    expect(result).toBe(wanted)
    expect(named).toHaveLength(count)
  })

  test.each([
    ['/status', 'https://example.com/voice', 'https://example.com/status'],
    ['https://other.example/x', 'about:blank', 'https://other.example/x'],
    ['http://127.0.0.1:3000/x', 'about:blank', 'http://127.0.0.1:3000/x'],
    ['/status', 'about:blank', undefined],
    ['status', 'about:blank', undefined],
    ['http://', 'https://example.com/voice', undefined],
    ['http://example.com/status', 'https://example.com/voice', undefined],
    ['javascript:alert(1)', 'https://example.com/voice', undefined],
    ['file:///etc/passwd', 'https://example.com/voice', undefined],
  ])('the address %s in a document at %s is %s', (value, base, wanted) => {
    const { result, named } = namedBy(
      `<Number statusCallback="${value}"/>`,
      (element, naming) => attributesOf(element, naming, ['statusCallback']).address('statusCallback'),
      base,
    )
    expect(result).toBe(wanted)
    expect(named).toEqual(wanted === undefined ? ['Number statusCallback'] : [])
  })

  test('of any name and value is used or logged, without an exception', () => {
    const value = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.constantFrom('2', 'true', '/x', 'http://', 'about:blank'),
    )
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), value),
        value,
        fc.constantFrom('about:blank', 'https://example.com/a'),
        (others, text, base) => {
          const named: string[] = []
          const attributes = attributesOf(
            { name: 'Dial', attributes: { ...others, timeout: text }, children: [], text: '', allText: '' },
            { base, skipped: (what) => void named.push(what) },
            ['timeout'],
          )
          attributes.text('timeout')
          attributes.boolean('timeout')
          attributes.method('timeout')
          expect(attributes.number('timeout', 5, 1, 10)).toBeLessThanOrEqual(10)
          expect(attributes.address('timeout') ?? 'https:').toMatch(/^https?:/)
          for (const name of Object.keys(others))
            if (name !== 'timeout') expect(named).toContain(`Dial ${name}`)
        },
      ),
      { seed: 8 },
    )
  })
})

describe('the nouns of a Dial', () => {
  test.each([
    ['<Number sendDigits="1">+12025550101</Number>', ['Number sendDigits']],
    ['<Number statuscallback="/x">+12025550101</Number>', ['Number statuscallback']],
    ['<Number statusCallbackEvent="ringing,answered">1</Number>', ['Number statusCallbackEvent']],
    ['<Number statusCallbackMethod="PUT">1</Number>', ['Number statusCallbackMethod']],
    ['<Client url="/whisper">a</Client>', ['Client url']],
    ['<Client><identity>a</identity></Client>', ['Client identity', 'Dial Client']],
    ['<Client><Identity lang="x">a</Identity></Client>', ['Identity lang']],
    ['<Client>a<Parameter Name="x" value="1"/></Client>', ['Parameter Name', 'Client Parameter']],
    ['+12025550101 <Client>a</Client>', ['Dial text']],
    ['<number>+12025550101</number>', ['Dial number']],
    ['<Number/>', ['Dial Number']],
    ['<Client><Parameter name="a" value="b"/></Client>', ['Dial Client']],
  ])('log for %s the problems %j', (inner, expected) => {
    expect(namedBy(`<Dial>${inner}</Dial>`, nounsOf).named).toEqual(expected)
  })

  test('ignore an invalid status callback, and still ring', () => {
    const { result } = namedBy(
      '<Dial><Number statusCallback="/status">+12025550101</Number></Dial>',
      nounsOf,
      'about:blank',
    )
    expect(result).toEqual([{ target: { kind: 'number', number: '+12025550101' }, report: undefined }])
  })
})
