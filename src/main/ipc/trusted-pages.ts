import type { PageId } from '../../shared/ipc/contract.ts'
import type { Page } from '../windows/page/page.ts'

interface Frame {
  readonly url: string
}

/** The part of Electron's `WebContents` used here. */
export interface Contents {
  readonly mainFrame: Frame
  send(channel: string, message: unknown): void
}

/** A page that main accepts messages from. */
export interface TrustedPage {
  /** `REQUESTS` lists the pages that may send each request. */
  readonly id: PageId
  /** Its web contents while it is open. */
  readonly contents: () => Contents | undefined
  /** Whether a URL is this page's. */
  isOwnUrl(address: string): boolean
  /** Whether it sends snapshots of the phone's state. */
  readonly publishes: boolean
}

/** The main window's page, which runs the Twilio Device. Its calls are the calls of the app. */
export function mainWindowPage(page: Page, contents: () => Contents | undefined): TrustedPage {
  return { id: 'main-window', contents, isOwnUrl: (address) => page.isOwnUrl(address), publishes: true }
}

/** The page of the IncomingCallWindow. `url` is its whole address. */
export function incomingCallPage(url: string, contents: () => Contents | undefined): TrustedPage {
  return {
    id: 'incoming-call-window',
    contents,
    isOwnUrl: (address) => address === url,
    publishes: false,
  }
}
