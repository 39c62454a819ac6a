import type { Request } from '../../shared/ipc/contract.ts'
import type { Page } from '../windows/page/page.ts'

interface Frame {
  readonly url: string
}

/** The part of Electron's `WebContents` used here. */
export interface Contents {
  readonly mainFrame: Frame
  send(channel: string, message: unknown): void
}

/** A page main listens to. */
export interface TrustedPage {
  /** Its web contents, while it is open. */
  readonly contents: () => Contents | undefined
  /** Whether an address is this page's. */
  isOwnUrl(address: string): boolean
  /** All it may ask for. */
  readonly allowedRequests: ReadonlySet<string>
  /** Whether it tells main the state of the phone. */
  readonly publishes: boolean
}

/** Everything but what belongs to the small call window. */
const MAIN_WINDOW_REQUESTS: Readonly<Record<Exclude<Request['type'], IncomingCallRequest>, true>> = {
  handshake: true,
  'refresh-token': true,
  'select-connection': true,
  'request-practice-call': true,
  'health-report': true,
  'set-do-not-disturb': true,
  'set-ring-settings': true,
  'mark-recents-seen': true,
  'check-link-handler': true,
  'set-link-handler': true,
  'set-update-channel': true,
  'check-updates': true,
  'install-update': true,
  'show-licences': true,
  'run-self-test': true,
  quit: true,
  'show-number-menu': true,
  log: true,
}
type IncomingCallRequest = 'get-incoming-calls' | 'decide-call'
const INCOMING_CALL_REQUESTS = ['get-incoming-calls', 'decide-call', 'log'] as const satisfies readonly (
  IncomingCallRequest | 'log'
)[]

/** The phone's own page: the authority on calls. */
export function mainWindowPage(page: Page, contents: () => Contents | undefined): TrustedPage {
  const allowedRequests = new Set(Object.keys(MAIN_WINDOW_REQUESTS))
  return { contents, isOwnUrl: (address) => page.isOwnUrl(address), allowedRequests, publishes: true }
}

/** The small call window: it may look at what it shall show, and answer that. `url` is its whole address. */
export function incomingCallPage(url: string, contents: () => Contents | undefined): TrustedPage {
  return {
    contents,
    isOwnUrl: (address) => address === url,
    allowedRequests: new Set(INCOMING_CALL_REQUESTS),
    publishes: false,
  }
}
