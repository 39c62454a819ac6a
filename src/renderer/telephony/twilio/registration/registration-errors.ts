import type { Ticket } from '../../../../shared/ipc/contract.ts'
import type { Timestamp } from '../../../../shared/domain/phone.ts'
import type { LineStatus } from './registration-status.ts'
import type { Renewal } from './token-refresh.ts'
import { readProblem } from '../sdk/sdk-port.ts'
import { isSameLine, type Tenure } from './device-session.ts'
import { readRegistrationError } from './token-errors.ts'

interface RegistrationErrorsOptions {
  readonly clock: () => Timestamp
  readonly status: LineStatus
  readonly renewal: Renewal
  /** The device cannot continue with its token. */
  readonly onTokenRefused: (tenure: Tenure) => void
  /** Makes the device use a fresher token, which has been waiting for the end of a call. */
  readonly applyToken: (tenure: Tenure) => void
  readonly onOffline: (tenure: Tenure, detail: string | null) => void
}

/** Handles the errors of a device: the status of the line, and whether a new token is requested. */
export interface RegistrationErrors {
  failed(tenure: Tenure, error: unknown): void
  /** The token was accepted. */
  accepted(ticket: Ticket): void
  /** Another line is about to be registered. */
  moved(ticket: Ticket): void
}

/** After this many consecutive errors that are not about a token, another token is tried. */
const ERRORS_FOR_TOKEN = 2

export function createRegistrationErrors(options: RegistrationErrorsOptions): RegistrationErrors {
  const { clock, status, renewal, onTokenRefused, applyToken, onOffline } = options
  /** The ticket that was accepted before: its token was valid once. */
  let worked: Ticket | null = null
  /** The number of consecutively refused tokens. */
  let refusals = 0
  /** The number of consecutive server errors that are not about a token. */
  let others = 0

  const hasWorked = (ticket: Ticket) => worked !== null && isSameLine(worked, ticket)

  function tokenRefused(
    tenure: Tenure,
    reason: 'token-expired' | 'token-invalid',
    detail: string | null,
  ): void {
    if (tenure.spent === 'token') return
    if (tenure.token !== tenure.ticket.token) return applyToken(tenure)
    onTokenRefused(tenure)
    refusals += 1
    const mayBeStale = reason === 'token-expired' || hasWorked(tenure.ticket)
    if (refusals === 1 && mayBeStale) status.connecting()
    else status.refused(reason, detail)
    if (mayBeStale) renewal.ask()
    else renewal.askLater()
  }

  return {
    failed(tenure, error) {
      const problem = readProblem(error)
      const about = readRegistrationError(problem)
      if (about.kind === 'token') return tokenRefused(tenure, about.reason, problem.detail)
      const hasExpired = tenure.tokenExpiresAt !== null && clock() > tenure.tokenExpiresAt
      if (about.kind === 'other' && hasExpired) return tokenRefused(tenure, 'token-expired', problem.detail)
      if (tenure.spent || tenure.acknowledged) return
      onOffline(tenure, problem.detail)
      if (about.kind === 'transport') return
      others += 1
      if (others >= ERRORS_FOR_TOKEN) renewal.ask()
    },
    accepted(ticket) {
      worked = ticket
      refusals = 0
      others = 0
    },
    moved(ticket) {
      if (!hasWorked(ticket)) refusals = 0
      others = 0
    },
  }
}
