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

export interface GuardEdges {
  readonly session: GuardedSession
  readonly page: Page
  /** Somebody is there for the page's script to speak to. */
  readonly inhabited: Promise<unknown>
  /** `host:port` of the exchange in use, null for Twilio, undefined while there is no line. */
  readonly signallingHost: () => string | null | undefined
  /** Resolves to null when the exchange in use may be connected to. */
  readonly checkExchange: () => Promise<unknown>
  readonly log: Log
}

/**
 * Below the page's own policy: its session reaches the page's files and the signalling host in use, nothing else, and
 * puts no file on this computer. No script runs before those it speaks to are there: what it said would be lost.
 */
export function guardPage(edges: GuardEdges): void {
  const { session, page, inhabited, signallingHost, checkExchange, log } = edges
  const told = new Set<string>()
  // See certificate-pin.ts for why somebody else's certificate must not even be shown to the page's session.
  const afterLooking = async (callback: Verdict) => {
    callback({ cancel: (await checkExchange()) !== null })
  }
  const onceInhabited = async (callback: Verdict) => {
    await inhabited
    callback({ cancel: false })
  }
  session.webRequest.onBeforeRequest((details, callback) => {
    const allowed = mayReach(details.url, page, signallingHost())
    if (!allowed) tellOnce(told, log, placeOf(details.url))
    if (!allowed) return callback({ cancel: true })
    if (details.url.startsWith('wss:')) return void afterLooking(callback)
    if (details.resourceType === 'script') return void onceInhabited(callback)
    return callback({ cancel: false })
  })
  session.on('will-download', (event) => {
    event.preventDefault()
    tellOnce(told, log, 'a download')
  })
}

/** Whether the page may open this address. */
export function mayReach(address: string, page: Page, signallingHost: string | null | undefined): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (page.owns(address) || url.protocol === 'data:' || url.protocol === 'devtools:') return true
  if (url.protocol === 'blob:') return page.owns(url.pathname)
  // The dev server pushes changes over a socket of its own origin.
  if (url.protocol === 'ws:') return page.owns(address.replace(/^ws/, 'http'))
  if (url.protocol !== 'wss:' || signallingHost === undefined) return false
  return signallingHost === null
    ? url.hostname.endsWith('.twilio.com')
    : url.host === new URL(`wss://${signallingHost}`).host
}

function tellOnce(told: Set<string>, log: Log, what: string): void {
  if (told.has(what) || told.size > 100) return
  told.add(what)
  log.warn(`The page wanted ${what}, which is none of its business.`)
}

function placeOf(address: string): string {
  return URL.canParse(address) ? `to reach ${new URL(address).host}` : 'to reach a nameless place'
}
