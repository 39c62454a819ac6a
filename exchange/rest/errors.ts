import type { ControlError } from '../control/control.ts'

/** A request that is refused, with the code and in the words a client of Twilio's REST API expects. */
export class RestError extends Error {
  override readonly name = 'RestError'
  readonly status: number
  /** One of Twilio's, which its documentation explains. */
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export interface ErrorBody {
  readonly code: number
  readonly message: string
  readonly more_info: string
  readonly status: number
}

export function errorBody({ code, message, status }: RestError): ErrorBody {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
}

export function notFound(path: string): RestError {
  return new RestError(404, 20404, `The requested resource ${path} was not found`)
}

export function notInProgress(words: string): RestError {
  return new RestError(400, 21220, words)
}

/** What the control API cannot do, as this API says it. */
export function fromControl({ status, message }: ControlError, path: string): RestError {
  if (status === 404) return notFound(path)
  return status === 409 ? notInProgress(message) : new RestError(400, 20001, message)
}
