import type { Session } from 'electron'

/** The results of a certificate verify procedure in Electron. */
const TRUSTED = 0
const REJECTED = -2
const USE_CHROMIUM_RESULT = -3

/** The exchange in use: `host:port`, and the fingerprint of its certificate (`sha256/<base64>`). */
export interface Pinned {
  readonly signallingHost: string | null
  readonly fingerprint: string | null
}

export interface CertificatePin {
  /** Trusts the certificate of this exchange at its own host; without one, only the certificates that Chromium trusts. */
  use(pinned: Pinned): void
}

/**
 * Makes the page's session trust the certificate of the exchange in use, and only that one. Chromium caches a result for half an hour,
 * even if the pin changes. So the page guard checks an exchange entered by the person first, and Chromium never sees a wrong
 * certificate.
 */
export function createCertificatePin(session: Pick<Session, 'setCertificateVerifyProc'>): CertificatePin {
  let pinned: Pinned = { signallingHost: null, fingerprint: null }
  session.setCertificateVerifyProc(({ hostname, certificate }, callback) => {
    callback(verificationResult(hostname, certificate.fingerprint, pinned))
  })
  return {
    use(next) {
      pinned = next
    },
  }
}

/** At the pinned host only the pinned certificate is trusted (0 or -2); elsewhere the result of Chromium counts (-3). */
export function verificationResult(
  hostname: string,
  presented: string,
  { signallingHost, fingerprint }: Pinned,
): number {
  if (fingerprint === null || hostname !== signallingHost?.split(':')[0]) return USE_CHROMIUM_RESULT
  return presented === fingerprint ? TRUSTED : REJECTED
}
