import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fillBin } from '../../../../exchange/twiml/twiml-bin.ts'
import { nounsOf } from '../../../../exchange/twiml/nouns.ts'
import { parseTwiml, TwimlError } from '../../../../exchange/twiml/parse.ts'

describe('the TwiML parser', () => {
  test('returns verbs with attributes, text and nested nouns', () => {
    const [say, dial] = parseTwiml(
      '\uFEFF<?xml version="1.0"?><!-- hi --><Response><Say loop="2"> A &amp; <emphasis>B</emphasis> <![CDATA[<c>]]></Say><Dial><Client>x</Client></Dial></Response>',
    )
    expect(say).toMatchObject({ name: 'Say', attributes: { loop: '2' }, allText: 'A & B <c>' })
    expect(dial?.children).toMatchObject([{ name: 'Client', attributes: {}, children: [], text: 'x' }])
  })

  test.each(['', '   \n', '<Response/>', '<Response></Response>'])('returns no verbs for %j', (document) => {
    expect(parseTwiml(document)).toEqual([])
  })

  test.each([
    ['<Response><Say>', 12100],
    ['plain words', 12100],
    ['<Response>&unknown;</Response>', 12100],
    ['<!DOCTYPE lolz [<!ENTITY a "a">]><Response/>', 12100],
    [`${'<Response>'.repeat(20)}${'</Response>'.repeat(20)}`, 12100],
    ['\n<?xml version="1.0"?><Response/>', 12100],
    [' <?xml version="1.0"?><Response/>', 12100],
    ['\uFEFF\n<?xml version="1.0"?><Response/>', 12100],
    ['<!-- hello --><?xml version="1.0"?><Response/>', 12100],
    ['Hello<?xml version="1.0"?><Response/>', 12100],
    ['<html/>', 12102],
    ['<response/>', 12102],
  ])('refuses %s', (document, code) => {
    expect(() => parseTwiml(document)).toThrow(expect.objectContaining({ name: 'TwimlError', code }))
  })

  test('throws no error but TwimlError, for any input', () => {
    const fragment = fc.constantFrom(
      '<Response>',
      '</Response>',
      '<Say>',
      '</Say>',
      '<',
      '&',
      '&lt;',
      '"',
      "='",
      '<![CDATA[',
      ']]>',
      '<?x',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(fragment, fc.string())), (parts) => {
        try {
          parseTwiml(parts.join(''))
        } catch (error) {
          expect(error).toBeInstanceOf(TwimlError)
        }
      }),
    )
  })

  test('treats the values of a TwiML Bin as text, for any value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        // XML has no way to write most control characters, and turns line ends into newlines.
        fc.pre(!/[\p{Cc}\p{Cn}]/u.test(words))
        const [say] = parseTwiml(
          fillBin('<Response><Say>{{ Words }}{{Unknown}}</Say></Response>', { Words: words }),
        )
        expect(say?.children).toEqual([])
        expect(say?.text).toBe(words.trim())
      }),
    )
  })
})

describe('the nouns of a Dial', () => {
  function nouns(inner: string) {
    const skipped: string[] = []
    const [dial] = parseTwiml(`<Response><Dial>${inner}</Dial></Response>`)
    if (!dial) throw new Error('no Dial')
    const targets = nounsOf(dial, {
      base: 'https://example.com/',
      skipped: (what) => void skipped.push(what),
    }).map(({ target }) => target)
    return { targets, skipped }
  }

  test.each([
    ['+12025550101', '+12025550101'],
    ['<Number> (202) 555-0101 </Number>', '+12025550101'],
    ['<Number>1 202 555 0101</Number>', '+12025550101'],
  ])('read %s as a number', (inner, number) => {
    expect(nouns(inner).targets).toEqual([{ kind: 'number', number }])
  })

  test('read a client with text or Identity, with its parameters', () => {
    expect(
      nouns(
        '<Client>a</Client><Client><Identity>b</Identity><Parameter name="x" value="1"/><Parameter/></Client>',
      ).targets,
    ).toEqual([
      { kind: 'client', identity: 'a', parameters: {} },
      { kind: 'client', identity: 'b', parameters: { x: '1' } },
    ])
  })

  test('are ten at most, and unknown ones are logged', () => {
    const { targets, skipped } = nouns(`<Sip>sip:a@b</Sip>${'<Client>a</Client>'.repeat(12)}`)
    expect(targets).toHaveLength(10)
    expect(skipped).toEqual(['Dial Sip', 'Dial Client', 'Dial Client'])
  })
})
