import { createHash, createPrivateKey, webcrypto, X509Certificate } from 'node:crypto'

/** A self-signed certificate for `wss://localhost`. Clients pin it by its fingerprint. */
export interface Certificate {
  /** The certificate, PEM. */
  readonly pem: string
  /** The private key, PEM (PKCS #8). Never leaves the process. */
  readonly key: string
  /** `sha256/` and the base64 of the SHA-256 of the DER form, as Electron and Chromium print it. */
  readonly fingerprint: string
}

const DAY = 24 * 60 * 60 * 1000
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/** Generates a certificate; loads the X.509 library for it. It is valid for about a year, from a day ago because clocks differ. */
export async function createCertificate(now: number): Promise<Certificate> {
  const x509 = await import('@peculiar/x509')
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(16))).toString('hex'),
      name: 'CN=localhost, O=Offhook local exchange',
      notBefore: new Date(now - DAY),
      notAfter: new Date(now + 364 * DAY),
      signingAlgorithm: ALGORITHM,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([
          { type: 'dns', value: 'localhost' },
          { type: 'ip', value: '127.0.0.1' },
        ]),
      ],
    },
    webcrypto,
  )
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey))
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  return {
    pem: certificate.toString('pem'),
    key: key.export({ format: 'pem', type: 'pkcs8' }).toString(),
    fingerprint: fingerprintOf(Buffer.from(certificate.rawData)),
  }
}

/** A certificate from an earlier run. @throws Error when `pem` or `key` is invalid, or they do not belong together */
export function loadCertificate({ pem, key }: Pick<Certificate, 'pem' | 'key'>): Certificate {
  const certificate = new X509Certificate(pem)
  if (!certificate.checkPrivateKey(createPrivateKey(key)))
    throw new Error('The key does not belong to the certificate.')
  return { pem, key, fingerprint: fingerprintOf(certificate.raw) }
}

/** The fingerprint of a certificate in DER form. */
export function fingerprintOf(der: Uint8Array): string {
  return `sha256/${createHash('sha256').update(der).digest('base64')}`
}
