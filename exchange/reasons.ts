/** An error as Twilio's signalling carries it. */
export interface SignalError {
  readonly code: number
  readonly message: string
}

/** Twilio's codes that the exchange sends, with words a person can read. */
export const signalErrors = {
  applicationNotFound: { code: 31001, message: 'Application Not Found' },
  connectionDeclined: { code: 31002, message: 'Connection Declined' },
  mediaTimeout: { code: 31003, message: 'Connection timeout: no media reached the exchange' },
  connectionError: { code: 31005, message: 'Connection error' },
  callCancelled: { code: 31008, message: 'Unable to answer because the call has ended' },
  malformed: { code: 31100, message: 'The request could not be understood due to malformed syntax' },
  unauthorized: { code: 31201, message: 'Authentication failed' },
  invalidToken: { code: 31204, message: 'Invalid JWT token' },
  expiredToken: { code: 31205, message: 'JWT token expired' },
  tokenTooLong: { code: 20104, message: 'Access token expiration is too far in the future' },
  reconnectDenied: { code: 31209, message: 'Reconnect attempt is not authorized' },
  messageType: { code: 31210, message: 'Call Message Event Type is invalid' },
  messageTooLarge: { code: 31212, message: 'Call Message Event Payload size exceeded authorized limit' },
  badRequest: { code: 31400, message: 'Bad Request' },
  notFound: { code: 31404, message: 'Not Found' },
  unavailable: { code: 31480, message: 'Temporarily Unavailable' },
  busy: { code: 31486, message: 'Busy Here' },
  declined: { code: 31603, message: 'Decline' },
} as const satisfies Record<string, SignalError>

/** Why a leg is over: `rejected` by the called party, `declined` by a `<Reject>`, `lost` without a word. */
export type Ending =
  | 'completed'
  | 'busy'
  | 'rejected'
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

/** What Twilio calls a leg that ended so; a party that rejects counts as busy, one that is offline as no answer. */
export function statusOf(ending: Ending): CallStatus {
  switch (ending) {
    case 'completed':
    case 'lost':
      return 'completed'
    case 'busy':
    case 'rejected':
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

/** What a caller's client is told when the call it waited for ended so; undefined is a plain hang-up. */
export function errorFor(ending: Ending): SignalError | undefined {
  switch (ending) {
    case 'busy':
      return signalErrors.busy
    case 'rejected':
    case 'declined':
      return signalErrors.declined
    case 'no-answer':
    case 'unavailable':
      return signalErrors.unavailable
    case 'not-found':
      return signalErrors.notFound
    case 'failed':
      return signalErrors.connectionError
    case 'completed':
    case 'canceled':
    case 'lost':
      return undefined
  }
}
