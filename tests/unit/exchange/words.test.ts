import { X509Certificate } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCertificate, fingerprintOf } from '../../../exchange/signalling/certificate.ts'
import { createEventLog } from '../../../exchange/model/events.ts'
import { jsonLog, silentLog } from '../../../exchange/lib/log.ts'
import { normalizeNumber, scriptFor, practiceNumbers } from '../../../exchange/model/dial-plan.ts'
import { parseFrame } from '../../../exchange/model/signalling-messages.ts'
import { isLoopback, webAddress } from '../../../exchange/webhooks/web-address.ts'
import { createFakeClock } from '../../support/exchange/fake-clock.ts'

describe('frames from a client', () => {
  test('a newline is a heartbeat, a good message is parsed with its defaults', () => {
    expect(parseFrame('\n')).toEqual({ kind: 'heartbeat' })
    expect(parseFrame('{"type":"listen","payload":{"token":"t","extra":1},"version":"1.6"}')).toEqual({
      kind: 'message',
      message: { type: 'listen', payload: { token: 't', reconnectTimeout: 0 } },
    })
  })

  test.each([
    '{"type":"dtmf","payload":{"callsid":"CA1","dtmf":"x"}}',
    '{"type":"answer","payload":{"callsid":"CA1"}}',
  ])('%s is malformed, and the call it names is known', (text) => {
    expect(parseFrame(text)).toMatchObject({ kind: 'malformed', callSid: 'CA1' })
  })

  test('nothing throws, whatever comes', () => {
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

describe('the certificate', () => {
  test('is for localhost and 127.0.0.1, valid now, and known by its fingerprint', async () => {
    const now = Date.now()
    const made = await createCertificate(now)
    const certificate = new X509Certificate(made.pem)
    expect(certificate.checkHost('localhost')).toBe('localhost')
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(Date.parse(certificate.validFrom)).toBeLessThan(now)
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(now + 300 * 24 * 3_600_000)
    expect(made.fingerprint).toBe(fingerprintOf(certificate.raw))
    expect(made.fingerprint).toMatch(/^sha256\/[\w+/]{43}=$/)
    expect((await createCertificate(now)).fingerprint).not.toBe(made.fingerprint)
  })
})

describe('the events', () => {
  test('are numbered from 1, and remembered up to a bound', () => {
    const events = createEventLog(createFakeClock(), silentLog, 10)
    const heard: number[] = []
    const stop = events.on(({ id }) => heard.push(id))
    for (let count = 0; count < 50; count += 1) events.emit({ type: 'ringing', callSid: 'CA1' })
    stop()
    events.emit({ type: 'ringing', callSid: 'CA1' })
    expect(heard).toHaveLength(50)
    expect(events.lastId).toBe(51)
    expect(events.since(49).map(({ id }) => id)).toEqual([50, 51])
    const remembered = events.since(0).map(({ id }) => id)
    expect(remembered.at(-1)).toBe(51)
    expect(remembered.length).toBeGreaterThanOrEqual(10)
    expect(remembered.length).toBeLessThan(20)
  })
})

describe('numbers', () => {
  test('stay masked in every line, and SIDs readable', () => {
    const lines: string[] = []
    const sid = `CA${'1234567890'.repeat(3)}12`
    jsonLog(
      (line) => lines.push(line),
      () => 0,
    )('info', 'call', { to: '+12025550101', sid, code: 31486 })
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      level: 'info',
      event: 'call',
      to: '…01',
      sid,
      code: 31486,
    })
  })

  test('that are in no book are not in service', () => {
    expect(scriptFor('+12025550101', practiceNumbers)).toBe('echo')
    expect(scriptFor('+12025550177', practiceNumbers)).toBe('not-in-service')
    expect(scriptFor('constructor', practiceNumbers)).toBe('not-in-service')
    expect(normalizeNumber('202.555.0101')).toBe('+12025550101')
  })
})

describe('web addresses', () => {
  test.each(['https://example.com/x', 'http://localhost:1', 'http://127.0.0.1/x', 'http://[::1]:80/'])(
    '%s may be asked',
    (address) => {
      expect(webAddress(address).href).toContain('://')
    },
  )
  test.each(['http://example.com', 'http://127.0.0.1.example.com', 'ftp://localhost', 'data:,x', 'x'])(
    '%s may not',
    (address) => {
      expect(() => webAddress(address)).toThrow()
    },
  )
  test('loopback is told by the whole name', () => {
    expect([isLoopback('127.1.2.3'), isLoopback('127.0.0.1.evil'), isLoopback('localhost.evil')]).toEqual([
      true,
      false,
      false,
    ])
  })
})
