import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Protocol } from 'electron'
import { HOST, SCHEME } from './page.ts'

/**
 * The Content Security Policy of both pages: their own files, and signalling to the practice exchange or to Twilio. No inline
 * script, no evaluation, no frame, no worker. No policy covers the media of a call: see SECURITY.md.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "connect-src 'self' wss://localhost:* wss://*.twilio.com",
  // Both are explicit: workers would fall back to `script-src`, and the base address has no fallback.
  "worker-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
}

/** Makes `offhook:` an origin like https. Call it before the app is ready. */
export function registerPageScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

/** The policy with the host of an exchange that is not on this computer (`host:port`), or null. */
export function cspFor(exchangeHost: string | null): string {
  if (exchangeHost === null) return CONTENT_SECURITY_POLICY
  return CONTENT_SECURITY_POLICY.replace(' wss://localhost:*', ` wss://localhost:* wss://${exchangeHost}`)
}

/** A request for the scheme of the page. */
export interface PageRequest {
  readonly method: string
  readonly url: string
}

/** The response, in the form that Electron expects. */
export interface PageResponse {
  readonly statusCode: number
  readonly mimeType: string
  readonly headers: Readonly<Record<string, string>>
  readonly data: Buffer
}

/**
 * Serves the page's files from `folder`, each with the security policy for its address. `protocol.handle` is used only if Electron
 * offers nothing else: its first request loads Node's `fetch`, which delays the window by 26 ms.
 */
export function servePage(protocol: PageProtocol, folder: string, policy: (address: string) => string): void {
  const respond = (request: PageRequest) => answer(request, folder, policy(request.url))
  if (protocol.registerBufferProtocol) {
    protocol.registerBufferProtocol(SCHEME, (request, send) => {
      void respond(request).then(send)
    })
    return
  }
  protocol.handle(SCHEME, async (request) => {
    const { statusCode, headers, data } = await respond(request)
    return new Response(new Uint8Array(data), { status: statusCode, headers })
  })
}

/** The part of Electron's `Protocol` used here. */
export interface PageProtocol {
  /** Deprecated since Electron 25; 45.4.1 has it. */
  registerBufferProtocol?(
    scheme: string,
    handler: (request: PageRequest, callback: (response: PageResponse) => void) => void,
  ): unknown
  handle(scheme: string, handler: (request: PageRequest) => Promise<Response>): void
}

/** One request for the page's files: 200 with the file, 404 for what is not there or outside, 405 unless GET. */
export async function answer(
  { method, url }: PageRequest,
  folder: string,
  policy = CONTENT_SECURITY_POLICY,
): Promise<PageResponse> {
  if (method !== 'GET') return refuse(405)
  const path = filePath(url, folder)
  if (path === undefined) return refuse(404)
  try {
    const data = await readFile(path)
    const type = TYPES[extname(path)] ?? 'application/octet-stream'
    return {
      statusCode: 200,
      mimeType: essenceOf(type),
      headers: headersFor(type, data.length, policy),
      data,
    }
  } catch {
    return refuse(404)
  }
}

/** The file an address names, or undefined when it names none inside `folder`. */
function filePath(address: string, folder: string): string | undefined {
  const { host, pathname } = new URL(address)
  if (host !== HOST) return undefined
  try {
    const asked = decodeURIComponent(pathname)
    if (asked.includes('\0') || asked.includes('\\')) return undefined
    const root = normalize(folder + sep)
    const path = normalize(join(root, asked.endsWith('/') ? `${asked}index.html` : asked))
    return path.startsWith(root) ? path : undefined
  } catch {
    return undefined
  }
}

/** Without its parameters. */
const essenceOf = (type: string) => type.replace(/;.*/s, '')

function headersFor(type: string, length: number, policy: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Length': String(length),
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
}

function refuse(statusCode: number): PageResponse {
  const headers = headersFor('text/plain', 0, CONTENT_SECURITY_POLICY)
  return { statusCode, mimeType: 'text/plain', headers, data: Buffer.alloc(0) }
}
