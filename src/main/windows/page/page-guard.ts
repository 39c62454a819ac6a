import type { Log } from '../../lib/log.ts'
import type { Page } from './page.ts'

type Verdict = (answer: { cancel: boolean }) => void

/** The part of Electron's `Session` used here. */
export interface GuardedSession {
  readonly webRequest: {
    onBeforeRequest(
      listener: (request: { readonly url: string; readonly resourceType: string }, callback: Verdict) => void,
    ): void
  }
  on(event: 'will-download', listener: (event: { preventDefault(): void }) => void): unknown
}

export interface PageGuardDeps {
  readonly session: GuardedSession
  readonly page: Page
  /** Resolves when the backend of the page is ready. */
  readonly backendReady: Promise<unknown>
  /** `host:port` of the exchange in use, null for Twilio, undefined while there is no line. */
  readonly signallingHost: () => string | null | undefined
  /** Resolves to null when the exchange in use may be connected to. */
  readonly checkExchange: () => Promise<unknown>
  readonly log: Log
}

/**
 * In addition to the policy of the page, its session reaches only the files of the page and the signalling host in use, and downloads
 * nothing. Scripts are loaded only when the backend is ready, because earlier messages would be lost.
 */
export function guardPage(deps: PageGuardDeps): void {
  const { session, page, backendReady, signallingHost, checkExchange, log } = deps
  const warned = new Set<string>()
  // The session must never see another certificate of the exchange: see certificate-pin.ts.
  const afterExchangeCheck = async (callback: Verdict) => {
    callback({ cancel: (await checkExchange()) !== null })
  }
  const onceBackendReady = async (callback: Verdict) => {
    await backendReady
    callback({ cancel: false })
  }
  session.webRequest.onBeforeRequest((details, callback) => {
    const allowed = isAllowedUrl(details.url, page, signallingHost())
    if (!allowed) warnOnce(warned, log, hostOf(details.url))
    if (!allowed) return callback({ cancel: true })
    if (details.url.startsWith('wss:')) return void afterExchangeCheck(callback)
    if (details.resourceType === 'script') return void onceBackendReady(callback)
    return callback({ cancel: false })
  })
  session.on('will-download', (event) => {
    event.preventDefault()
    warnOnce(warned, log, 'a download')
  })
}

/** Whether the page may open this address. */
export function isAllowedUrl(
  address: string,
  page: Page,
  signallingHost: string | null | undefined,
): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (page.isOwnUrl(address) || url.protocol === 'data:' || url.protocol === 'devtools:') return true
  if (url.protocol === 'blob:') return page.isOwnUrl(url.pathname)
  // The dev server pushes changes over a socket of its own origin.
  if (url.protocol === 'ws:') return page.isOwnUrl(address.replace(/^ws/, 'http'))
  if (url.protocol !== 'wss:' || signallingHost === undefined) return false
  return signallingHost === null
    ? url.hostname.endsWith('.twilio.com')
    : url.host === new URL(`wss://${signallingHost}`).host
}

function warnOnce(warned: Set<string>, log: Log, what: string): void {
  if (warned.has(what) || warned.size > 100) return
  warned.add(what)
  log.warn(`The page wanted ${what}, which is none of its business.`)
}

function hostOf(address: string): string {
  return URL.canParse(address) ? `to reach ${new URL(address).host}` : 'to reach a nameless place'
}
