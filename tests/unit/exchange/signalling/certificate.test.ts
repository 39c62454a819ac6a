import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createCertificate, fingerprintOf } from '../../../../exchange/signalling/certificate.ts'

describe('the certificate', () => {
  test('is for localhost and 127.0.0.1, valid now, and has a fingerprint of its own', async () => {
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
