import * as v from 'valibot'

/** Where a practice exchange is, and how it is known. */
export interface ExchangeAddress {
  /** `host:port`, the host in small letters. */
  readonly signallingHost: string
  /** Of its certificate: `sha256/` and base64, as Chromium writes it. */
  readonly fingerprint: string
}

const ADDRESS_LINE =
  /^(?:wss:\/\/)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?:\d{1,5})\s+(sha256\/[A-Za-z0-9+/]{43}=)$/i

const INVALID =
  'Paste the whole line that the exchange prints: where it is, then its certificate, which starts with sha256/.'

/** The one line in which an exchange says how to reach it: `localhost:4443 sha256/…`. */
export const ExchangeAddressSchema = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(400, INVALID),
  v.check(isLine, INVALID),
)

function isLine(line: string): boolean {
  return parseExchangeAddress(line) !== null
}

/** What such a line says, or null when it says nothing of the kind. */
export function parseExchangeAddress(line: string): ExchangeAddress | null {
  const [, host = '', fingerprint = ''] = ADDRESS_LINE.exec(line.trim()) ?? []
  const port = Number(host.split(':')[1])
  return port > 0 && port < 65_536 ? { signallingHost: host.toLowerCase(), fingerprint } : null
}

/** Whether signalling stays on this computer, and needs no network. `host:port`, or null for Twilio. */
export function isOnThisComputer(signallingHost: string | null): boolean {
  return signallingHost !== null && /^(localhost|127\.0\.0\.1):/.test(signallingHost)
}
