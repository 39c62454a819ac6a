import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { OWN_NUMBER, type Targets } from './targets.ts'

/** A webhook request, what its signature was made of, and whether it must be let through. */
export interface Signed {
  readonly what: string
  readonly status: number
}

type Ask = {
  readonly form?: Readonly<Record<string, string>>
  readonly path?: string
  readonly signature?: string
  readonly headers?: Readonly<Record<string, string>>
}

const FORM = { CallSid: `CA${'0'.repeat(32)}`, From: '+12025550142', To: OWN_NUMBER, CallStatus: 'ringing' }
const PATH = '/twiml/incoming'

/** Abuses a webhook's signature in every way; answers the status of each, the right ones included. */
export async function abuseSignatures({ tokenPort, account }: Targets): Promise<Signed[]> {
  const base = `http://127.0.0.1:${tokenPort}`
  const right = getExpectedTwilioSignature(account.authToken, base + PATH, FORM)
  const foreign = getExpectedTwilioSignature('somebody-elses-auth-token', base + PATH, FORM)
  const elsewhere = getExpectedTwilioSignature(account.authToken, `https://evil.example${PATH}`, FORM)
  const ask = async ({ form = FORM, path = PATH, signature, headers = {} }: Ask): Promise<number> => {
    const response = await fetch(base + path, {
      method: 'POST',
      headers: { ...headers, ...(signature === undefined ? {} : { 'X-Twilio-Signature': signature }) },
      body: new URLSearchParams(form),
    })
    await response.text()
    return response.status
  }
  const cases: readonly (readonly [what: string, ask: Ask])[] = [
    ['right', { signature: right }],
    ['right, again: it tells the same and does nothing', { signature: right }],
    ['none', {}],
    ['empty', { signature: '' }],
    ['cut short', { signature: right.slice(0, -3) }],
    ['with something behind it', { signature: `${right}AA` }],
    ['of another account', { signature: foreign }],
    ['for another address', { signature: elsewhere }],
    ['for another address that a header claims', { signature: elsewhere, headers: { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' } }],
    ['with one letter in another case', { signature: flipped(right) }],
    ['of letters no signature has', { signature: '\u00e9'.repeat(28) }],
    ['of ten thousand letters', { signature: 'A'.repeat(10_000) }],
    ['with another parameter', { signature: right, form: { ...FORM, To: '+12025550199' } }],
    ['with one parameter more', { signature: right, form: { ...FORM, numberToDial: '+12025550101' } }],
    ['with one parameter less', { signature: right, form: { CallSid: FORM.CallSid, From: FORM.From } }],
    ['at the other webhook', { signature: right, path: '/twiml/outgoing' }],
    ['with a query', { signature: right, path: `${PATH}?To=%2B12025550199` }],
    ['with a prototype', { signature: right, form: { ...FORM, ['__proto__x']: 'x' } }],
  ] // prettier-ignore
  const all: Signed[] = []
  for (const [what, one] of cases) all.push({ what, status: await ask(one) })
  return all
}

/** Whether a webhook was let through exactly where its signature was right. */
export function isSigned({ what, status }: Signed): boolean {
  return what.startsWith('right') ? status === 200 : status === 403
}

function flipped(text: string): string {
  const at = text.search(/[a-z]/i)
  const letter = text.charAt(at)
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
  return text.slice(0, at) + other + text.slice(at + 1)
}
