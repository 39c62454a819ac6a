import { createHmac } from 'node:crypto'
import { readLimited } from '../../common/http/limited-body.ts'
import { errorMessage } from '../../common/lib/error-message.ts'
import { webAddress } from './web-address.ts'

export type Method = 'GET' | 'POST'
export type Parameters = Readonly<Record<string, string>>

/** The response of a webhook, with its final address as the base for relative URLs. */
export interface WebhookResponse {
  readonly url: string
  readonly status: number
  readonly contentType: string
  readonly body: Uint8Array
}

/** A failed webhook request, with Twilio's error code. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError'
  readonly code: number
  readonly status: number | undefined

  constructor(message: string, code: number, status?: number) {
    super(message)
    this.code = code
    this.status = status
  }
}

export interface Webhooks {
  /**
   * Requests a webhook as Twilio does: signed, form-encoded (in the query for GET), following redirects.
   * @throws WebhookError unless there is a 2xx response within the time and size limits.
   */
  request(url: string, method: Method, parameters: Parameters, signal: AbortSignal): Promise<WebhookResponse>
  /** Fetches a sound: unsigned, at most 10 MB. @throws WebhookError */
  fetchSound(url: string, signal: AbortSignal): Promise<WebhookResponse>
}

export interface WebhookOptions {
  readonly authToken: string
  readonly timeoutMs: number
  readonly fetch: typeof fetch
}

/** Twilio's limit for a TwiML document. */
const MAX_TWIML_BYTES = 64 * 1024
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const MAX_REDIRECTS = 5
const MAX_SOUND_BYTES = 10 * 1024 * 1024

export function createWebhooks({ authToken, timeoutMs, fetch }: WebhookOptions): Webhooks {
  /** Follows redirects one by one, because each address must be one that the exchange may request. */
  async function follow(url: URL, init: RequestInit): Promise<{ response: Response; at: URL }> {
    let at = url
    let current = init
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const response = await fetch(at, { ...current, redirect: 'manual' })
      const location = response.headers.get('location')
      if (location === null || !REDIRECTS.has(response.status)) return { response, at }
      await response.body?.cancel()
      at = webAddress(location, at.href)
      // As in browsers and at Twilio, only 307 and 308 repeat the method and the body.
      if (response.status < 307) {
        const { body: _left, ...rest } = current
        current = { ...rest, method: 'GET' }
      }
    }
    throw new Error(`it redirects more than ${MAX_REDIRECTS} times`)
  }

  async function request(
    url: URL,
    init: RequestInit,
    limit: number,
    signal: AbortSignal,
  ): Promise<WebhookResponse> {
    const timeout = AbortSignal.timeout(timeoutMs)
    try {
      const { response, at } = await follow(url, { ...init, signal: AbortSignal.any([signal, timeout]) })
      if (!response.ok) {
        await response.body?.cancel()
        throw new WebhookError(`${hostOf(url)} answered ${response.status}`, 11200, response.status)
      }
      return {
        url: at.href,
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        body: await bodyOf(response, limit, hostOf(url)),
      }
    } catch (error) {
      if (error instanceof WebhookError) throw error
      if (timeout.aborted)
        throw new WebhookError(`${hostOf(url)} did not answer within ${timeoutMs} ms`, 11205)
      throw new WebhookError(`${hostOf(url)} could not be asked: ${reasonOf(error)}`, 11200)
    }
  }

  return {
    async request(address, method, parameters, signal) {
      const url = parsed(address)
      const form = new URLSearchParams(parameters).toString()
      if (method === 'GET') {
        for (const [name, value] of Object.entries(parameters)) url.searchParams.append(name, value)
        const headers = headersFor(signature(authToken, url.href, {}))
        return request(url, { method, headers }, MAX_TWIML_BYTES, signal)
      }
      const headers = {
        ...headersFor(signature(authToken, url.href, parameters)),
        'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
      }
      return request(url, { method, headers, body: form }, MAX_TWIML_BYTES, signal)
    },
    fetchSound: (address, signal) => request(parsed(address), { method: 'GET' }, MAX_SOUND_BYTES, signal),
  }
}

/** `X-Twilio-Signature`: HMAC-SHA1 of the address followed by every sorted name and value. */
export function signature(authToken: string, url: string, parameters: Parameters): string {
  const words = Object.keys(parameters)
    .toSorted()
    .reduce((words, name) => words + name + (parameters[name] ?? ''), url)
  return createHmac('sha1', authToken).update(words).digest('base64')
}

function headersFor(signature: string): Record<string, string> {
  return { 'X-Twilio-Signature': signature, 'User-Agent': 'TwilioProxy/1.1', Accept: '*/*' }
}

function parsed(address: string): URL {
  try {
    return webAddress(address)
  } catch (error) {
    throw new WebhookError(errorMessage(error), 11100)
  }
}

async function bodyOf(response: Response, limit: number, host: string): Promise<Uint8Array> {
  const body = await readLimited(response.body, limit)
  if (body === undefined) throw new WebhookError(`${host} answered with more than ${limit} bytes`, 11750)
  return body
}

function hostOf(url: URL): string {
  return `${url.host}${url.pathname}`
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && cause.message !== '' ? cause.message : errorMessage(error)
}
