import type { AccessToken } from '../../../../shared/ipc/contract.ts'
import type { Timestamp } from '../../../../shared/domain/phone.ts'
import type { RegistrationStatus } from './registration-status.ts'
import type { TokenRefresh } from './token-refresh.ts'
import { parseSdkError } from '../sdk/sdk-port.ts'
import { isSameEndpoint, type DeviceSession } from './device-session.ts'
import { readRegistrationError } from './token-errors.ts'

interface RegistrationErrorsDeps {
  readonly clock: () => Timestamp
  readonly status: RegistrationStatus
  readonly tokenRefresh: TokenRefresh
  /** The device cannot continue with its token. */
  readonly onTokenRejected: (tenure: DeviceSession) => void
  /** Makes the device use a fresher token, which has been waiting for the end of a call. */
  readonly applyToken: (tenure: DeviceSession) => void
  readonly onOffline: (tenure: DeviceSession, detail: string | null) => void
}

/** Handles the errors of a device: the status of the line, and whether a new token is requested. */
export interface RegistrationErrors {
  failed(tenure: DeviceSession, error: unknown): void
  /** The token was accepted. */
  accepted(ticket: AccessToken): void
  /** Another line is about to be registered. */
  replaced(ticket: AccessToken): void
}

/** After this many consecutive errors that are not about a token, another token is tried. */
const ERRORS_FOR_TOKEN = 2

export function createRegistrationErrors(options: RegistrationErrorsDeps): RegistrationErrors {
  const { clock, status, tokenRefresh, onTokenRejected: onTokenRefused, applyToken, onOffline } = options
  /** The ticket that was accepted before: its token was valid once. */
  let worked: AccessToken | null = null
  /** The number of consecutively refused tokens. */
  let rejections = 0
  /** The number of consecutive server errors that are not about a token. */
  let others = 0

  const hasWorked = (ticket: AccessToken) => worked !== null && isSameEndpoint(worked, ticket)

  function tokenRejected(
    tenure: DeviceSession,
    reason: 'token-expired' | 'token-invalid',
    detail: string | null,
  ): void {
    if (tenure.unusable === 'token') return
    if (tenure.token !== tenure.accessToken.token) return applyToken(tenure)
    onTokenRefused(tenure)
    rejections += 1
    const mayBeStale = reason === 'token-expired' || hasWorked(tenure.accessToken)
    if (rejections === 1 && mayBeStale) status.connecting()
    else status.rejected(reason, detail)
    if (mayBeStale) tokenRefresh.request()
    else tokenRefresh.requestLater()
  }

  return {
    failed(tenure, error) {
      const problem = parseSdkError(error)
      const about = readRegistrationError(problem)
      if (about.kind === 'token') return tokenRejected(tenure, about.reason, problem.detail)
      const hasExpired = tenure.tokenExpiresAt !== null && clock() > tenure.tokenExpiresAt
      if (about.kind === 'other' && hasExpired) return tokenRejected(tenure, 'token-expired', problem.detail)
      if (tenure.unusable || tenure.acknowledged) return
      onOffline(tenure, problem.detail)
      if (about.kind === 'transport') return
      others += 1
      if (others >= ERRORS_FOR_TOKEN) tokenRefresh.request()
    },
    accepted(ticket) {
      worked = ticket
      rejections = 0
      others = 0
    },
    replaced(ticket) {
      if (!hasWorked(ticket)) rejections = 0
      others = 0
    },
  }
}
