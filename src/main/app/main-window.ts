import {
  app,
  BrowserWindow,
  clipboard,
  Menu,
  nativeTheme,
  protocol,
  screen,
  session,
  systemPreferences,
} from 'electron'
import type { PageName } from '../../shared/ipc/contract.ts'
import { deferred } from '../lib/deferred.ts'
import { setMenu } from './menu.ts'
import { guardPage } from '../windows/page/page-guard.ts'
import { policyFor, servePage } from '../windows/page/page-protocol.ts'
import { choosePage, type Page } from '../windows/page/page.ts'
import { limitPermissions } from '../windows/page/permissions.ts'
import type { Settings } from '../settings/settings.ts'
import { createPhoneWindow, type PhoneWindow, type WindowEdges } from '../windows/managed-window.ts'
import { contextMenuFor } from '../windows/context-menu.ts'
import type { Ground } from './environment.ts'

/** A right click in a page, or the menu key, opens the context menu. */
function offerContextMenu(window: BrowserWindow, country: () => string): void {
  window.webContents.on('context-menu', (_event, clicked) => {
    const items = contextMenuFor(clicked, {
      country: country(),
      copy: (text) => {
        void clipboard.writeText(text)
      },
    })
    if (items.length === 0) return
    const { x, y, menuSourceType } = clicked
    // Opened by the keyboard, the menu appears at the focus; otherwise at the pointer.
    const at = menuSourceType === 'keyboard' ? { x, y } : {}
    Menu.buildFromTemplate(items).popup({ window, ...at })
  })
}

/** What the window and the fence around its page ask of the phone behind them. */
export interface Behind extends Pick<
  WindowEdges,
  'insteadOfClosing' | 'onMinimised' | 'onPlaced' | 'onPageGone'
> {
  readonly settings: Pick<Settings, 'window'>
  /** ISO 3166 country whose numbers are written without their country code. */
  readonly country: string
  /** The person chose a page in the application menu. */
  readonly onPage: (page: PageName) => void
  /** `host:port` of the exchange in use, null for Twilio, undefined while there is no line. */
  readonly signallingHost: () => string | null | undefined
  /** `host:port` of an exchange the person named that is not `localhost`; else null. */
  readonly farExchange: () => string | null
  /** What is wrong with an exchange the person named, where it is in use; null when nothing is. */
  readonly checkExchange: () => Promise<unknown>
}

/** The phone's window, and the fence around every page there will be. */
export interface FirstWindow extends PhoneWindow {
  readonly page: Page
  /** The phone behind it is there: the window goes where it was the last time, and its page's script may run. */
  moveIn(behind: Behind): void
  /** The line has changed: a page whose policy does not let it reach the exchange is loaded anew. */
  suitLine(): void
}

/** Opens it. Its page is fetched and drawn; what it shows is its first picture, until the phone moves in behind it. */
export function openFirstWindow(ground: Ground): FirstWindow {
  const { env, platform, log, development, built, iconFile } = ground
  const page = choosePage(env['ELECTRON_RENDERER_URL'], app.isPackaged)
  const inhabited = deferred<Behind>()
  let behind: Behind | undefined
  /** Unknown until the page has been asked for. */
  let pageReaches: string | null | undefined
  const farExchange = () => behind?.farExchange() ?? null

  const policy = (address: string) => {
    if (address !== page.url) return policyFor(null)
    pageReaches = farExchange()
    return policyFor(pageReaches)
  }
  servePage(protocol, built('renderer'), policy)
  guardPage({
    session: session.defaultSession,
    page,
    inhabited: inhabited.promise,
    signallingHost: () => behind?.signallingHost(),
    checkExchange: async () => (await behind?.checkExchange()) ?? null,
    log,
  })
  limitPermissions({
    session: session.defaultSession,
    page,
    phone: () => phone.current?.webContents,
    signallingHost: () => behind?.signallingHost(),
    platform,
    systemPreferences,
  })
  const phone = createPhoneWindow({
    ...ground,
    create(options) {
      const window = new BrowserWindow(options)
      offerContextMenu(window, () => behind?.country ?? 'US')
      return window
    },
    page,
    preload: built('preload', 'index.cjs'),
    icon: iconFile,
    screen,
    theme: nativeTheme,
    remembered: inhabited.promise.then(({ settings }) => settings),
    insteadOfClosing: () => behind?.insteadOfClosing() ?? null,
    onMinimised: () => behind?.onMinimised(),
    onPlaced: () => behind?.onPlaced(),
    onPageGone: () => behind?.onPageGone(),
  })
  setMenu(Menu, {
    platform,
    development,
    onPage(page) {
      phone.show()
      behind?.onPage(page)
    },
  })

  const suitLine = () => {
    const wanted = farExchange()
    const served = pageReaches !== undefined
    if (served && wanted !== null && wanted !== pageReaches) phone.current?.webContents.reload()
  }
  return {
    get current() {
      return phone.current
    },
    drawn: phone.drawn,
    show() {
      phone.show()
    },
    page,
    moveIn(newcomer) {
      behind = newcomer
      inhabited.resolve(newcomer)
      suitLine()
    },
    suitLine,
  }
}
