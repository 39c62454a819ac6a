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
export interface Door {
  /** Its web contents, while it is open. */
  readonly contents: () => Contents | undefined
  /** Whether an address is this page's. */
  owns(address: string): boolean
  /** All it may ask for. */
  readonly may: ReadonlySet<string>
  /** Whether it tells main the state of the phone. */
  readonly publishes: boolean
}

/** Everything but what belongs to the small call window. */
const PHONE_MAY: Readonly<Record<Exclude<Request['type'], PopupRequest>, true>> = {
  hello: true,
  'renew-ticket': true,
  'choose-line': true,
  'call-me': true,
  evidence: true,
  'set-quiet': true,
  'set-ringing': true,
  'recents-seen': true,
  'look-at-links': true,
  'set-links': true,
  'set-channel': true,
  'check-updates': true,
  'install-update': true,
  'show-licences': true,
  'test-ring': true,
  quit: true,
  'number-menu': true,
  log: true,
}
type PopupRequest = 'popup-view' | 'answer'
const POPUP_MAY = ['popup-view', 'answer', 'log'] as const satisfies readonly (PopupRequest | 'log')[]

/** The phone's own page: the authority on calls. */
export function phoneDoor(page: Page, contents: () => Contents | undefined): Door {
  const may = new Set(Object.keys(PHONE_MAY))
  return { contents, owns: (address) => page.owns(address), may, publishes: true }
}

/** The small call window: it may look at what it shall show, and answer that. `url` is its whole address. */
export function popupDoor(url: string, contents: () => Contents | undefined): Door {
  return { contents, owns: (address) => address === url, may: new Set(POPUP_MAY), publishes: false }
}
