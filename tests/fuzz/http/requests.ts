import type { SeededRng } from '../../support/random/seeded-rng.ts'

const METHODS = 'GET POST PUT PATCH DELETE HEAD OPTIONS TRACE CONNECT PROPFIND PURGE get X'.split(' ')
const PATHS = [
  '/', '/token', '/token/', '/healthz', '/twiml/outgoing', '/twiml/incoming', '/calls', '/calls/CA1', '/calls/%00/hangup',
  '/calls/../calls', '/clients', '/events', '/events?since=-1', '/events?since=99999999999999999999', '/trouble',
  '/numbers/+12025550100', '/applications/AP0', '//', '///evil.example/', '//evil.example/token', '/%', '/%zz', '/%c0%af',
  '/token?secret=x', '/token#x', '*', 'http://evil.example/token', 'http://[', 'https://127.0.0.1:0/', 'x', '/__proto__',
  '/constructor', `/${'a'.repeat(7_000)}`, `/${'%2e%2e/'.repeat(500)}`, '/\u00e9', '/calls/\ud83d\ude00',
] // prettier-ignore
/** Behind the address of the account's calls; `CA0...` is no call. */
const CALLS = [
  '.json', '.json?PageSize=0', '.json?Status=x&Page=99999999', '.json?%zz=%&__proto__=1', '/CA0.json', `/CA${'0'.repeat(32)}.json`, '',
  `/CA${'0'.repeat(32)}/UserDefinedMessages.json`, `/CA${'0'.repeat(32)}/UserDefinedMessageSubscriptions.json`, '/../Calls.json',
  `/CA${'0'.repeat(32)}/UserDefinedMessageSubscriptions/ZY${'0'.repeat(32)}.json`, '/%00.json', `.json?${'To=x&'.repeat(1_000)}`,
] // prettier-ignore
const FORM = 'To=client:maria&From=%2B12025550142'
const FORMS = [
  `${FORM}&Twiml=%3CResponse/%3E`, `${FORM}&Twiml=%3C!DOCTYPE+x%3E`, `${FORM}&Twiml=x&Twiml=y`, `${FORM}&Url=http://127.0.0.1:1/`, `${FORM}&Url=[`,
  `${FORM}&Twiml=%3CResponse/%3E&StatusCallback=http://127.0.0.1:1/`, 'To=client:%00%ff?a=%zz&From=client:x&Twiml=%3CResponse/%3E', 'Status=completed',
  'To=%2B12025550100&From=%2B12025550142&Twiml=%3CResponse/%3E', 'Content=[[', `Content=${'%5B'.repeat(4_000)}`, 'Callback=http://127.0.0.1:1/', FORM,
] // prettier-ignore
const HOSTS = ['api.twilio.com', '127.0.0.1', '127.0.0.1:1', 'evil.example', 'evil.example:99999', '[', ':', ' ', 'a b', '', 'localhost@evil', 'x'.repeat(2_000)] // prettier-ignore
const TYPES = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/xml', '', 'a/b; charset=utf-7', 'x'.repeat(500)] // prettier-ignore
const BODIES = [
  '', '{}', '[]', 'null', '"', '{', '0', 'a=b', 'a=b&a=c&__proto__=1&constructor[prototype][x]=1', '%zz=%', '\0\0\0', '\xff\xfe',
  '{"__proto__":{"polluted":1},"to":"client:maria"}', '{"to":"client:maria","parameters":{"__proto__":"x","constructor":"y"}}',
  '{"kind":"storm","identity":"x","calls":1e9}', '{"kind":"delay","ms":-1}', '{"kind":"clock","ms":1e308}', '{"digits":"ABC"}',
  '{"content":null,"messageType":""}', '{"twiml":"<!DOCTYPE x [<!ENTITY a \\"aaaa\\">]><Response>&a;</Response>"}',
  '['.repeat(50_000), `{"content":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, 'x'.repeat(100_000), `{"from":"${'1'.repeat(30_000)}"}`,
] // prettier-ignore
const HEADERS = [
  'X-Forwarded-For: 127.0.0.1', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https', 'Forwarded: for=127.0.0.1;host=evil',
  'X-Original-URL: /token', 'X-HTTP-Method-Override: POST', 'Host: second.example', 'Content-Length: 1', 'Content-Length: -1',
  'Transfer-Encoding: chunked', 'Transfer-Encoding: gzip, chunked', 'Expect: 100-continue', 'Expect: nonsense', 'Upgrade: h2c',
  'Connection: upgrade', 'Origin: https://evil.example', 'Cookie: a=b', 'Range: bytes=0-', 'Authorization: Basic eDp5', 'Authorization:',
  'Authorization: Bearer', 'Authorization: Bearer  ', 'X-Twilio-Signature: x', 'X-Twilio-Signature: \u00e9\u00e9', 'Accept-Encoding: *',
  'A: b\r\n folded: c', 'A: b\rX: y', 'A : b', ': b', 'A: \0', `B: ${'x'.repeat(20_000)}`, 'Content-Encoding: gzip', 'Last-Event-ID: x',
] // prettier-ignore

/** What a server wants of its clients, so that some get past the door. */
export interface Door {
  /** `Bearer SECRET`, or as the server wants it. */
  readonly credentials: string
  /** The address of the calls of an account, where there is one. */
  readonly calls?: string
}

/** One connection's worth of bytes. */
export function hostileRequest(rng: SeededRng, { credentials, calls }: Door): (string | Buffer)[] {
  const pick = <T>(list: readonly T[]): T => rng.pick(list.map((one) => [1, one] as const))
  const often = (percent: number): boolean => rng.between(1, 100) <= percent
  if (often(3)) return [garbage(rng)]
  const rest = calls !== undefined && often(80)
  const path = rest ? `${calls}${often(30) ? '.json' : pick(CALLS)}` : pick(PATHS)
  const [scheme = ''] = credentials.split(' ')
  const body = often(50) ? pick(rest && often(80) ? FORMS : BODIES) : ''
  const lines = [
    `${often(75) ? pick(['GET', 'POST', 'PUT']) : pick(METHODS)} ${path} ${often(95) ? 'HTTP/1.1' : pick(['HTTP/1.0', 'HTTP/2.0', 'HTTP/9', ''])}`,
  ]
  if (often(95)) lines.push(`Host: ${often(70) ? '127.0.0.1' : pick(HOSTS)}`)
  if (often(60))
    lines.push(
      `Authorization: ${often(70) ? credentials : `${scheme} ${pick(['x', 'é', 'x'.repeat(3_000)])}`}`,
    )
  if (rest && often(60)) lines.push('Content-Type: application/x-www-form-urlencoded')
  else if (often(60)) lines.push(`Content-Type: ${pick(TYPES)}`)
  if (body !== '' && often(90)) lines.push(`Content-Length: ${Buffer.byteLength(body, 'latin1')}`)
  for (let more = often(40) ? rng.between(1, 3) : 0; more > 0; more -= 1) lines.push(pick(HEADERS))
  if (often(2)) for (let more = 0; more < 500; more += 1) lines.push(`X-${more}: ${more}`)
  const bytes = Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1')
  if (often(10)) return [bytes, bytes]
  return [bytes]
}

function garbage(rng: SeededRng): Buffer {
  return Buffer.from(Array.from({ length: rng.between(1, 2_000) }, () => rng.between(0, 255)))
}
