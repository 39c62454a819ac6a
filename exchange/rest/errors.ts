import type { ControlError } from '../control/control.ts'

/** A refused request, with the code and message that clients of Twilio's REST API expect. */
export class RestError extends Error {
  override readonly name = 'RestError'
  readonly status: number
  /** One of Twilio's error codes. */
  readonly code: number
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

/** A response without a body when there is none. */
export function jsonResponse(
  status: number,
  body: object | void,
  headers: Readonly<Record<string, string>> = {},
): Response {
  if (!body) return new Response(null, { status, headers })
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}

export function errorResponse({ code, message, status, headers }: RestError): Response {
  const body = { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
  return jsonResponse(status, body, headers)
}

export function notFound(path: string): RestError {
  return new RestError(404, 20404, `The requested resource ${path} was not found`)
}

export function notInProgress(message: string): RestError {
  return new RestError(400, 21220, message)
}

/** The same error of the control API as an error of this API. */
export function fromControl({ status, message }: ControlError, path: string): RestError {
  if (status === 404) return notFound(path)
  return status === 409 ? notInProgress(message) : new RestError(400, 20001, message)
}
