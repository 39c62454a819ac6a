import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDialInput } from '../../../../src/shared/domain/dial/parse-dial-input.ts'

describe('Dial input', () => {
  it.each([
    ['+1 202-555-0101', 'US', '+12025550101'],
    ['(202) 555-0101', 'US', '+12025550101'],
    ['202.555.0101', 'US', '+12025550101'],
    ['1 202 555 0101', 'US', '+12025550101'],
    ['tel:+1-202-555-0101', 'US', '+12025550101'],
    ['tel:+12025550101;ext=5', 'US', '+12025550101'],
    ['tel:%2B12025550101', 'DE', '+12025550101'],
    ['tel:%2b12025550101', 'DE', '+12025550101'],
    ['callto:+12025550101', 'US', '+12025550101'],
    ['030 123456', 'DE', '+4930123456'],
    ['020 7946 0958', 'GB', '+442079460958'],
    ['011 49 30 123456', 'US', '+4930123456'],
    ['\u202A+1 202 555 0101\u202C', 'US', '+12025550101'],
    ['+1 202\u2011555\u20110101', 'US', '+12025550101'],
    ['＋１２０２５５５０１０１', 'US', '+12025550101'],
    ['(202) 555-0101', 'nowhere', '+12025550101'],
    ['(202) 555−0101', 'US', '+12025550101'],
    ['（202）555–0101', 'US', '+12025550101'],
    ['［202］ 555—0101', 'US', '+12025550101'],
    ['202 555 0101', 'US', '+12025550101'],
    ['202·555·0101', 'US', '+12025550101'],
    ['03ー1234ー5678', 'JP', '+81312345678'],
    ['२०२५५५०१०१', 'US', '+12025550101'],
    ['๐๒ ๑๒๓ ๔๕๖๗', 'TH', '+6621234567'],
    ['+१ २०२ ५५५ ०१०१', 'DE', '+12025550101'],
    ['٠٣٠ ١٢٣٤٥٦', 'DE', '+4930123456'],
    ['Tel.: (202) 555-0101', 'US', '+12025550101'],
    ['Tel: 202 555 0101', 'US', '+12025550101'],
    ['Call Bob: (202) 555-0101', 'US', '+12025550101'],
    ['my number is 202-555-0101, thanks', 'US', '+12025550101'],
    ['“202-555-0101”', 'US', '+12025550101'],
    ['2025550101.', 'US', '+12025550101'],
    ['+44 (0)20 7946 0958', 'DE', '+442079460958'],
    ['(+44) 20 7946 0958', 'US', '+442079460958'],
    ['0044 20 7946 0958', 'US', '+442079460958'],
    ['1-800-AAA-HELP', 'US', '+18002224357'],
    ['1-800-AAA-HELP', 'DE', '+18002224357'],
    ['1-800-FLOWERS', 'US', '+18003569377'],
    ['1800FLOWERS', 'US', '+18003569377'],
    ['(800) FLOWERS', 'US', '+18003569377'],
    ['+1 800 GO FEDEX', 'GB', '+18004633339'],
    ['1-800-CONTACTS', 'US', '+18002668228'],
    ['Call 1-800-FLOWERS now', 'US', '+18003569377'],
    ['0800 REVERSE', 'GB', '+448007383773'],
  ])('%s in %s is read as %s', (text, country, e164) => {
    expect(parseDialInput(text, country)).toMatchObject({ kind: 'number', e164 })
  })

  it.each([
    ['maria', 'maria'],
    ['client:maria', 'maria'],
    ['Client:bob_2', 'bob_2'],
    ['client:1001', '1001'],
    ['CLIENT:0042', '0042'],
    ['client:911', '911'],
    ['564189227f361931080058ea', '564189227f361931080058ea'],
    ['x'.repeat(121), 'x'.repeat(121)],
  ])('%s is read as the identity %s', (text, identity) => {
    expect(parseDialInput(text, 'US')).toEqual({ kind: 'identity', identity })
  })

  it.each([
    ['554', 'US', 'Number is incomplete. For other countries start with +.'],
    ['+1 202', 'US', 'incomplete'],
    ['000492', 'DE', 'Number is incomplete'],
    ['1001', 'US', 'Number is incomplete'],
    ['1'.repeat(20), 'US', 'too long'],
    ['*67', 'US', 'Codes with * and #'],
    ['*67 202 555 0101', 'US', 'Codes with * and #'],
    ['Home 202-555-0101, work 202-555-0102', 'US', 'more than one number'],
    ['202-555-0101, 202-555-0102', 'US', 'more than one number'],
    ['Ada Lovelace', 'US', 'neither a phone number nor'],
    ['555-HELP', 'US', 'neither a phone number nor'],
    ['17 apples', 'US', 'neither a phone number nor'],
    ['+', 'US', 'incomplete'],
    ['anna.b@example.com', 'US', 'neither a phone number nor'],
    ['client:Anonymous', 'US', 'neither a phone number nor'],
    ['anonymous', 'US', 'neither a phone number nor'],
    ['<script>', 'US', 'neither a phone number nor'],
    ['client:', 'US', 'neither a phone number nor'],
    ['client:two words', 'US', 'neither a phone number nor'],
    ['x'.repeat(122), 'US', 'neither a phone number nor'],
  ])('%s in %s is refused with a message', (text, country, words) => {
    expect(parseDialInput(text, country)).toMatchObject({
      kind: 'invalid',
      reason: expect.stringContaining(words),
    })
  })

  it.each(['', '  ', '\u200B', 'tel:'])('%j is read as empty input', (text) => {
    expect(parseDialInput(text, 'US')).toEqual({ kind: 'empty' })
  })

  it.each([
    ['202-555-0101 #9', ['9']],
    ['202-555-0101 x 9', ['9']],
    ['202-555-0101x9', ['9']],
    ['202-555-0101 ext 123', ['123']],
    ['(202) 555-0101 ext. 7', ['7']],
    ['(202) 555-0101, extension 12-34', ['1234']],
    ['+12025550101;ext=7', ['7']],
    ['tel:+12025550101;ext=7', ['7']],
    ['tel:+1%20202%20555%200101;ext=1%202', ['12']],
    ['sip:+12025550101;ext=22@example.com', ['22']],
    ['tel:+12025550101,,123456789%23', ['123456789#']],
    ['+12025550101;777777777#', ['777777777#']],
    ['+12025550101p1w2,,3', ['1', '2', '3']],
    ['+1 202 555 0101 , 123#', ['123#']],
    ['+12025550101 ext. 7,,123#', ['7', '123#']],
    ['Dial-in: +1 202 555 0101, 123456#', ['123456#']],
    ['202-555-0101 (ext. 9)', ['9']],
    ['202-555-0101 - ext 9', ['9']],
    ['202-555-0101 / x9', ['9']],
    ['202-555-0101 Ext: 9', ['9']],
    ['202-555-0101 EXT#9', ['9']],
    ['202-555-0101 ＃9', ['9']],
    ['202-555-0101*9', ['*9']],
    ['+12025550101#', ['#']],
    ['+12025550101', []],
  ])('%s is +12025550101, and then %j is offered', (text, keys) => {
    expect(parseDialInput(text, 'US')).toMatchObject({ kind: 'number', e164: '+12025550101', postDial: keys })
  })

  it('digits that are not a number are offered as a client identity, and are dialled as one only on request', () => {
    expect(parseDialInput('1001', 'US')).toMatchObject({ kind: 'invalid', asIdentity: 'client:1001' })
    expect(parseDialInput('2025550101', 'US')).toMatchObject({ kind: 'number' })
    expect(parseDialInput('202 555', 'US')).toMatchObject({ kind: 'invalid', asIdentity: null })
    expect(parseDialInput('12', 'US')).toMatchObject({ kind: 'invalid', asIdentity: null })
  })

  it.each([
    ['911', 'US', 'here'],
    ['112', 'DE', 'here'],
    ['15', 'FR', 'here'],
    ['15', 'US', 'elsewhere'],
    ['１１０', 'DE', 'here'],
    ['tel:911', 'US', 'here'],
    ['tel:911;phone-context=+1', 'US', 'here'],
    ['tel:%39%31%31', 'US', 'here'],
    ['sip:112@example.com;user=phone', 'US', 'here'],
    ['callto://999/', 'GB', 'here'],
    ['112;ext=5', 'DE', 'here'],
    ['Emergency: 911', 'US', 'here'],
    ['*67 911', 'US', 'here'],
    ['00112', 'DE', 'here'],
  ])('%s in %s is an emergency number (%s) and cannot be dialled', (text, country, where) => {
    expect(parseDialInput(text, country)).toEqual({
      kind: 'emergency',
      where,
      reason: 'Offhook cannot make emergency calls. Use a mobile or landline.',
    })
  })

  it('an emergency number of another country is dialled where it is an ordinary number', () => {
    // Ten-thousand-one-hundred-and-eleven is Namibia's police, and a number on the Falkland Islands is as long.
    expect(parseDialInput('20160', 'FK')).toMatchObject({ kind: 'number', e164: '+50020160' })
    expect(parseDialInput('10111', 'NA')).toMatchObject({ kind: 'emergency', where: 'here' })
  })

  it('has one meaning: the displayed text dials the same target when it is typed again', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\+?[\d ()-]{3,18}$/),
        fc.constantFrom('US', 'DE', 'GB', 'JP'),
        fc.constantFrom('US', 'DE', 'GB', 'JP'),
        (text, here, there) => {
          const dialled = parseDialInput(text, here)
          fc.pre(dialled.kind === 'number')
          expect(dialled.e164).toMatch(/^\+[1-9]\d{1,16}$/)
          expect(parseDialInput(dialled.formatted, there)).toMatchObject({
            kind: 'number',
            e164: dialled.e164,
          })
        },
      ),
    )
  })

  it('never makes the parser throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ maxLength: 3 }),
        (text, country) => {
          expect(['empty', 'number', 'identity', 'emergency', 'invalid']).toContain(
            parseDialInput(text, country).kind,
          )
        },
      ),
    )
  })
})
