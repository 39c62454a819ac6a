import { readLimited } from '../../../../common/http/limited-body.ts'
import { FETCH_TIMEOUT_MS } from '../../../shared/domain/token-timing.ts'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import { errorMessage } from '../../lib/log.ts'
import type { TokenError, TokenResult } from '../connection.ts'
import { readTokenResponse } from './token-response.ts'

/** The part of `fetch` used here. Electron's and Node's both fit. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface TokenAddress {
  readonly url: string
  readonly method: 'POST' | 'GET'
  readonly secret: string | undefined
  readonly signallingHost: string | null
}

export interface FetchTokenDeps {
  readonly fetch: Fetch
  readonly clock: () => Timestamp
  /** A possible reason on this system why an address does not respond: text to append, or ''. */
  readonly hint?: (url: string) => string
}

/** A token answer is a kilobyte or two. */
const MAX_BODY_BYTES = 64 * 1024

/**
 * Requests an access token from a token URL, with the secret as a bearer token. Follows no redirect: it could send the
 * secret to another server. Never rejects.
 */
export async function fetchToken(
  { url, method, secret, signallingHost }: TokenAddress,
  { fetch, clock, hint = () => '' }: FetchTokenDeps,
): Promise<TokenResult> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (secret !== undefined) headers['Authorization'] = `Bearer ${secret}`
  try {
    const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS)
    const init = {
      method,
      headers,
      signal,
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
    } as const
    const response = await fetch(url, init)
    const body = await readLimited(response.body, MAX_BODY_BYTES)
    if (!response.ok) return refusal(response.status, secret !== undefined)
    if (body === undefined) return unreachable('The address answers with far more than a token.', 'url')
    return readTokenResponse(Buffer.from(body).toString('utf8'), signallingHost, clock(), dateOf(response))
  } catch (error) {
    return unreachable(fetchErrorMessage(error) + hint(url), 'url')
  }
}

/** What time it is at the server; it is said in whole seconds. Source: RFC 9110, Date. */
function dateOf(response: Response): Timestamp | null {
  const at = Date.parse(response.headers.get('date') ?? '')
  return Number.isNaN(at) ? null : at
}

function refusal(status: number, hadSecret: boolean): TokenError {
  if (status === 401 || status === 403) {
    const message = hadSecret
      ? 'The secret was not accepted.'
      : 'The service wants a secret, and none is stored for this address.'
    return { ok: false, problem: 'unauthorised', message, field: 'secret' }
  }
  if (status === 404) return unreachable('There is nothing at that address (404). Check its spelling.', 'url')
  if (status === 405)
    return unreachable(
      'The address wants the other method: GET instead of POST, or POST instead of GET.',
      'method',
    )
  if (status === 0 || (status >= 300 && status < 400)) {
    return unreachable('The address forwards to another one. Enter the final address.', 'url')
  }
  if (status === 429) return unreachable('The service is asked too often at the moment.', null)
  return unreachable(`The service has a problem of its own (${status}).`, 'url')
}

function fetchErrorMessage(error: unknown): string {
  const reason = `${errorMessage(error)} ${error instanceof Error ? errorMessage(error.cause ?? '') : ''}`
  if (/timeout|timed out/i.test(reason)) return 'The service did not answer in time.'
  if (/ENOTFOUND|NAME_NOT_RESOLVED|EAI_AGAIN/.test(reason)) return 'There is no server by that name.'
  if (/REFUSED/.test(reason)) return 'Nothing answers at that address.'
  if (/CERT|certificate|SSL/i.test(reason)) return 'The server’s certificate cannot be trusted.'
  if (/INTERNET_DISCONNECTED|ENETUNREACH/.test(reason)) return 'This computer has no network.'
  if (/redirect/i.test(reason)) return 'The address forwards to another one. Enter the final address.'
  return 'The service cannot be reached.'
}

function unreachable(message: string, field: string | null): TokenError {
  return { ok: false, problem: 'unreachable', message, field }
}
