import type { Session } from 'electron'

/** Chromium's answers to "may this certificate be trusted?" */
const TRUSTED = 0
const AS_CHROMIUM_FINDS = -3

export interface CertificatePin {
  /** Trusts the practice exchange with this fingerprint (`sha256/<base64>`), or nobody special when null. */
  use(fingerprint: string | null): void
}

/** Lets the page's session trust the certificate of the practice exchange in use, and only that one. */
export function createCertificatePin(session: Session): CertificatePin {
  return {
    use(fingerprint) {
      // Chromium remembers verdicts for as long as the procedure stays, so each change sets it anew.
      session.setCertificateVerifyProc(null)
      session.setCertificateVerifyProc(({ hostname, certificate }, callback) => {
        callback(verdict(hostname, certificate.fingerprint, fingerprint))
      })
    },
  }
}

/** 0 (trusted) for the pinned certificate at localhost; -3 (Chromium's own verdict) for everything else. */
export function verdict(hostname: string, presented: string, pinned: string | null): number {
  return pinned !== null && hostname === 'localhost' && presented === pinned ? TRUSTED : AS_CHROMIUM_FINDS
}
