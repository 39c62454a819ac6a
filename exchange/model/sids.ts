import { randomBytes } from 'node:crypto'

/** A Twilio-shaped identifier: the prefix and 32 hex digits. */
export function newSid(prefix: 'CA' | 'KX' | 'ZY' | 'WS' | 'AC' | 'SK' | 'AP'): string {
  return prefix + randomBytes(16).toString('hex')
}

/** With it a client can resume its call. Opaque to the client. */
export function newReconnectToken(): string {
  return randomBytes(24).toString('base64url')
}

/** A random secret of 192 bits. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url')
}
