import type { RejectionReason } from '../../../../shared/domain/phone.ts'
import type { SdkError } from '../sdk/sdk-port.ts'

/** The meaning of a device-level error for the registration. */
export type RegistrationError =
  /** A fresh token may be accepted. `reason`: the reason to report if it is not. */
  | { readonly kind: 'token'; readonly reason: Extract<RejectionReason, 'token-expired' | 'token-invalid'> }
  /** The socket or the network route to the host. */
  | { readonly kind: 'transport' }
  /** The server reported something else. */
  | { readonly kind: 'other' }

/** Expired, or not valid yet: the clocks differ. */
const EXPIRED = new Set([20104, 20105, 31205])
/** Twilio uses it for an expired token on a new socket, and for one whose signature does not match. */
const EXPIRED_OR_INVALID = 31202
const INVALID = new Set([20101, 20102, 20103, 20106, 20107, 20151, 20157, 31201, 31203, 31204, 31207, 51007])
const TRANSPORT = new Set([31000, 31005, 31009, 53001])

/** Twilio's error codes: https://www.twilio.com/docs/api/errors */
export function readRegistrationError({ code, detail }: SdkError): RegistrationError {
  if (code === null) return { kind: 'other' }
  if (EXPIRED.has(code)) return { kind: 'token', reason: 'token-expired' }
  if (code === EXPIRED_OR_INVALID) {
    const isSignature = /signature/i.test(detail ?? '') && !/expir/i.test(detail ?? '')
    return { kind: 'token', reason: isSignature ? 'token-invalid' : 'token-expired' }
  }
  if (INVALID.has(code)) return { kind: 'token', reason: 'token-invalid' }
  return { kind: TRANSPORT.has(code) ? 'transport' : 'other' }
}
