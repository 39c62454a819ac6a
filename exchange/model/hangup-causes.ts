/** An error in Twilio's signalling. */
export interface SignalError {
  readonly code: number
  readonly message: string
}

/** The error codes that the exchange sends, with Twilio's messages. */
export const signalErrors = {
  applicationNotFound: { code: 31001, message: 'Application Not Found' },
  connectionDeclined: { code: 31002, message: 'Connection Declined' },
  mediaTimeout: { code: 31003, message: 'Connection timeout: no media reached the exchange' },
  connectionError: { code: 31005, message: 'Connection error' },
  callCancelled: { code: 31008, message: 'Unable to answer because the call has ended' },
  invalidClientName: { code: 31105, message: 'Invalid client name' },
  malformed: { code: 31100, message: 'The request could not be understood due to malformed syntax' },
  unauthorized: { code: 31201, message: 'Authentication failed' },
  invalidToken: { code: 31204, message: 'Invalid JWT token' },
  /** A token that has expired before its socket could be used. */
  expiredToken: { code: 31202, message: 'Access Token expired or expiration date invalid' },
  /** A token that expired on a socket that is in use. */
  registrationExpired: { code: 31205, message: 'Cannot register. Token is expired' },
  tokenTooLong: { code: 20104, message: 'Access token expiration is too far in the future' },
  reconnectDenied: { code: 31209, message: 'Reconnect attempt is not authorized' },
  messageType: { code: 31210, message: 'Call Message Event Type is invalid' },
  messageTooLarge: { code: 31212, message: 'Call Message Event Payload size exceeded authorized limit' },
  badRequest: { code: 31400, message: 'Bad Request' },
  notFound: { code: 31404, message: 'Not Found' },
  unavailable: { code: 31480, message: 'Temporarily Unavailable' },
  busy: { code: 31486, message: 'Busy Here' },
  serverError: { code: 31500, message: 'Internal Server Error' },
  busyEverywhere: { code: 31600, message: 'Busy Everywhere' },
  /** The application of the account failed. No person has declined. */
  applicationFailed: { code: 31603, message: 'Decline' },
} as const satisfies Record<string, SignalError>

/**
 * Why a leg is over: `rejected` by the called party, `all-rejected` by several parties that were busy or rejected it, `declined` by
 * a `<Reject>`, `lost` without any signal.
 */
export type HangupCause =
  | 'completed'
  | 'busy'
  | 'rejected'
  | 'all-rejected'
  | 'declined'
  | 'no-answer'
  | 'unavailable'
  | 'not-found'
  | 'canceled'
  | 'failed'
  | 'lost'

/** Call statuses as Twilio's webhooks and REST API name them. */
export type CallStatus =
  'initiated' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer' | 'canceled' | 'failed'

/** Twilio's call status for a cause: a party that rejects counts as busy, one that is offline as no answer. */
export function callStatusOf(cause: HangupCause): CallStatus {
  switch (cause) {
    case 'completed':
    case 'lost':
      return 'completed'
    case 'busy':
    case 'rejected':
    case 'all-rejected':
      return 'busy'
    case 'no-answer':
    case 'unavailable':
    case 'declined':
      return 'no-answer'
    case 'not-found':
    case 'failed':
      return 'failed'
    case 'canceled':
      return 'canceled'
  }
}

/**
 * The error for the caller's client when its call ends in this way before the answer; undefined means a plain hang-up. As at
 * Twilio, a party that rejects is reported as busy, and a `<Reject>` as not found.
 */
export function signalErrorOf(cause: HangupCause): SignalError | undefined {
  switch (cause) {
    case 'busy':
    case 'rejected':
      return signalErrors.busy
    case 'all-rejected':
      return signalErrors.busyEverywhere
    case 'no-answer':
    case 'unavailable':
      return signalErrors.unavailable
    case 'not-found':
    case 'declined':
      return signalErrors.notFound
    case 'failed':
      return signalErrors.serverError
    case 'completed':
    case 'canceled':
    case 'lost':
      return undefined
  }
}
