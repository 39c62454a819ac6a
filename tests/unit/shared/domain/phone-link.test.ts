import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { MAX_LINK_TEXT, PhoneLinkSchema, type PhoneLink } from '../../../../src/shared/ipc/phone-links.ts'
import { findLink } from '../../../../src/shared/domain/dial/link-schemes.ts'
import { parsePhoneLink } from '../../../../src/shared/domain/dial/phone-link.ts'
import { parseDialInput } from '../../../../src/shared/domain/dial/parse-dial-input.ts'
import { phoneLinkMessage } from '../../../../src/shared/messages/phone-links.ts'

const filled = (text: string): PhoneLink => ({ kind: 'fill', text })
const refused = (why: Extract<PhoneLink, { kind: 'refused' }>['reason']): PhoneLink => ({
  kind: 'refused',
  reason: why,
})

describe('A phone link', () => {
  it.each<[string, string, PhoneLink]>([
    ['a global number', 'tel:+12025550142', filled('+12025550142')],
    ['with separators', 'tel:+1-202-555-0142', filled('+1-202-555-0142')],
    ['in capitals, with slashes', 'TEL://+12025550142/', filled('+12025550142')],
    ['percent-encoded', 'tel:%2B1%20202%20555%200142', filled('+1 202 555 0142')],
    ['an extension', 'tel:+12025550142;ext=12%2034', filled('+12025550142 ext. 12 34')],
    ['a local number and its context', 'tel:555-0142;phone-context=+1-202', filled('+1-202555-0142')],
    ['a context that is a domain', 'tel:555-0142;phone-context=example.com', filled('555-0142')],
    ['a context beside a global number', 'tel:+12025550142;phone-context=+44', filled('+12025550142')],
    ['other parameters', 'tel:+12025550142;isub=7;tgrp=x;video', filled('+12025550142')],
    ['keys after a pause (RFC 2806)', 'tel:+12025550142;postd=pp22', filled('+12025550142,pp22')],
    ['pauses', 'tel:+12025550142,,123456789%23', filled('+12025550142,,123456789#')],
    ['a wait', 'tel:+12025550142;777777777#', filled('+12025550142;777777777#')],
    ['a wait, encoded', 'tel:+12025550142%3B777%23', filled('+12025550142;777#')],
    ['pauses in letters', 'tel:+12025550142p1w2', filled('+12025550142p1w2')],
    ['an extension and a pause', 'tel:+12025550142;ext=7;123#', filled('+12025550142 ext. 7;123#')],
    ['the keys star and hash', 'tel:*21#', filled('*21#')],
    ['a query', 'callto:+12025550142?call', filled('+12025550142')],
    ['a name', 'callto:echo123', filled('echo123')],
    ['SIP to a number', 'sip:+12025550142@gw.example.com;user=phone', filled('+12025550142')],
    ['SIP to a person', 'sip:alice@example.com', filled('alice@example.com')],
    ['SIP with a password', 'sip:alice:hush@example.com?subject=x', filled('alice@example.com')],
    ['SIP with an extension', 'sip:+12025550142;ext=22@example.com', filled('+12025550142 ext. 22')],
    ['SIP with a carrier', 'sip:+12025550142;cic=0001@example.com;user=phone', filled('+12025550142')],
    ['SIP with a context', 'sip:0142;phone-context=+1202555@example.com;user=phone', filled('+12025550142')],
    ['SIP with a post-dial', 'sip:+12025550142;postd=pp22@[2001:db8::1]:5060', filled('+12025550142,pp22')],
    ['SIP, encoded', 'sip:%2B12025550142@gw.example.com', filled('+12025550142')],
    ['SIP to an IPv6 host', 'sip:alice@[2001:db8::1]:5060;transport=tcp', filled('alice@(2001:db8::1)')],
    [
      'SIP with parameters and a password',
      'sip:alice;day=tue:hush@example.com:5061',
      filled('alice@example.com'),
    ],
    [
      'SIP with an address among its headers',
      'sip:alice@example.com?to=bob%40x&cc=c@d',
      filled('alice@example.com'),
    ],
    ['SIPS', 'sips:+12025550142@gw.example.com', filled('+12025550142')],
    ['SIP without a user', 'sip:+12025550142', filled('+12025550142')],
    ['an emergency number', 'sip:911@example.com;user=phone', filled('911')],
    ['full-width brackets and a minus', 'tel:（202）555−0142', filled('(202)555-0142')],
    ['full-width digits', 'tel:＋１２０２５５５０１４２', filled('+12025550142')],
    ['Arabic digits', 'tel:%2B%D9%A1%D9%A2%D9%A0%D9%A2', filled('+1202')],
    ['Devanagari digits', 'tel:१२३', filled('123')],
    ['decoded once only', 'tel:%2525', filled('%25')],
    ['markup', 'tel:<b>1</b>', filled('<b>1</b>')],
    ['a right-to-left override', 'tel:%E2%80%AE2410', filled('2410')],
    ['zero-width characters', 'tel:12%E2%80%8B02%E2%80%8D5', filled('12025')],
    ['line breaks and escapes', 'tel:12%0D%0A%1B[31m02', filled('12 (31m02')],
    ['an option behind the number', 'tel:+12025550142 --no-sandbox', filled('+12025550142 --no-sandbox')],
    ['nothing', 'tel:', refused('empty')],
    ['nothing that can be seen', 'tel:%E2%80%AE%00', refused('empty')],
    ['broken encoding', 'tel:%E2%80', refused('malformed')],
    ['too much for a number', `tel:${'1'.repeat(101)}`, refused('too-long')],
    ['ten thousand characters', `tel:${'1'.repeat(10_000)}`, refused('too-long')],
    ['an endless extension', `tel:112;ext=${'1'.repeat(101)}`, refused('too-long')],
    ['another scheme', 'javascript:alert(1)', refused('not-a-phone-link')],
    ['a file', 'file:///etc/passwd', refused('not-a-phone-link')],
  ])('%s', (_what, raw, link) => {
    expect(parsePhoneLink(raw)).toEqual(link)
  })

  it('with a phone-context becomes the complete number', () => {
    const link = parsePhoneLink('tel:555-0142;phone-context=+1-202')
    expect(link.kind === 'fill' && parseDialInput(link.text, 'NL')).toMatchObject({ e164: '+12025550142' })
  })

  it('has a message that names its origin and says that nothing is dialled', () => {
    expect(phoneLinkMessage(parsePhoneLink('tel:+12025550142;ext=7'))).toEqual({
      title: 'From a link.',
      hint: 'Nothing is dialled until you press Call.',
    })
    expect(phoneLinkMessage(parsePhoneLink('tel:')).title).toBe('There is no number in that link.')
  })
})

const UNSEEN = /\p{C}|\p{Zl}|\p{Zp}|\uFE0F|[\u202A-\u202E\u2060-\u206F\u3164\u2800]/u
const scheme = fc.constantFrom('tel:', 'callto:', 'sip:', 'tel://', 'TeL:')
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom(
      '\u202E',
      '\u0000',
      '%00',
      '%E2%80%AE',
      '1',
      '+',
      ';ext=',
      '@',
      '%',
      '?',
      '\u{E0041}',
      '٣',
      'e\u0301',
    ),
  }),
)

describe('For every phone link', () => {
  it('the displayed text is short, visible, on one line, and valid for the IPC schema', () => {
    fc.assert(
      fc.property(scheme, hostile, (start, rest) => {
        const link = parsePhoneLink(start + rest)
        expect(v.is(PhoneLinkSchema, link)).toBe(true)
        if (link.kind === 'refused') return
        const shown = link.text
        expect(shown).not.toMatch(UNSEEN)
        expect(shown.length).toBeLessThanOrEqual(MAX_LINK_TEXT)
        expect(shown).toBe(shown.trim())
      }),
      { numRuns: 2_000 },
    )
  })

  it('the displayed text is the dialled text: parsing it again changes nothing', () => {
    fc.assert(
      fc.property(scheme, hostile, (start, rest) => {
        const link = parsePhoneLink(start + rest)
        if (link.kind === 'refused') return
        expect(parsePhoneLink(`tel:${encodeURIComponent(link.text)}`)).toEqual(filled(link.text))
      }),
      { numRuns: 1_000 },
    )
  })

  it('every Unicode decimal digit becomes an ASCII digit', () => {
    const digits = Array.from({ length: 0x20000 }, (_, code) => String.fromCodePoint(code)).filter((sign) =>
      /\p{Nd}/u.test(sign),
    )
    expect(digits.length).toBeGreaterThan(600)
    for (const run of chunks(digits)) {
      const link = parsePhoneLink(`tel:${encodeURIComponent(run.join(''))}`)
      expect(link).toEqual(filled('0123456789'))
    }
  })
})

function chunks(digits: readonly string[]): string[][] {
  const runs: string[][] = []
  for (let at = 0; at < digits.length; at += 10) runs.push(digits.slice(at, at + 10))
  return runs
}

describe('The phone link among the arguments of a program', () => {
  it.each<[string, string[], string | null]>([
    ['none', ['offhook', '--user-data-dir=/x', '.'], null],
    ['one', ['offhook', '--', 'tel:112'], 'tel:112'],
    ['before smuggled options', ['offhook', 'tel:112', '--no-sandbox', '--user-data-dir=/x'], 'tel:112'],
    ['the first of several', ['offhook', 'sip:a@b', 'tel:112'], 'sip:a@b'],
    ['inside an option is none', ['offhook', '--x=tel:112', ' tel:112'], null],
  ])('%s', (_what, args, link) => {
    expect(findLink(args)).toBe(link)
  })
})
