import type { Session } from 'electron'

/** Chromium's answers to "may this certificate be trusted?" */
const TRUSTED = 0
const REJECTED = -2
const USE_CHROMIUM_RESULT = -3

/** An exchange in use: `host:port`, and the certificate it is known by (`sha256/<base64>`). */
export interface Pinned {
  readonly signallingHost: string | null
  readonly fingerprint: string | null
}

export interface CertificatePin {
  /** Trusts this exchange's own certificate, at its own host only; nobody special where there is none. */
  use(pinned: Pinned): void
}

/**
 * Lets the page's session trust the certificate of the exchange in use, and only that one. Chromium remembers what it
 * was told of a certificate for half an hour, whatever is pinned meanwhile: where a person names the exchange, the
 * page guard looks first, so that it is never asked about another one.
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

/** At the pinned host the pinned certificate and no other (0 or -2); Chromium's own verdict (-3) everywhere else. */
export function verificationResult(
  hostname: string,
  presented: string,
  { signallingHost, fingerprint }: Pinned,
): number {
  if (fingerprint === null || hostname !== signallingHost?.split(':')[0]) return USE_CHROMIUM_RESULT
  return presented === fingerprint ? TRUSTED : REJECTED
}
