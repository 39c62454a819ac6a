import { app, BrowserWindow, Menu, nativeTheme, protocol, screen, session, systemPreferences } from 'electron'
import { setMenu } from '../menu.ts'
import { guardPage } from '../page-guard.ts'
import { policyFor, servePage } from '../page-protocol.ts'
import { besidePage, choosePage, type Page } from '../page.ts'
import { limitPermissions } from '../permissions.ts'
import { createPopup, type Popup } from '../popup.ts'
import { createPhoneWindow, type PhoneWindow, type WindowEdges } from '../window.ts'
import type { Foundation } from './foundation.ts'

export interface WindowsEdges extends Foundation, Pick<WindowEdges, 'insteadOfClosing' | 'onPageGone'> {
  /** `host:port` of the exchange in use, null for Twilio, undefined while there is no line. */
  readonly signallingHost: () => string | null | undefined
  /** `host:port` of an exchange the person named that is not `localhost`; else null. */
  readonly farExchange: () => string | null
  /** What is wrong with an exchange the person named, where it is in use; null when nothing is. */
  readonly checkExchange: () => Promise<unknown>
}

/** What the person sees, and the fence around the pages in it. */
export interface Windows {
  readonly page: Page
  /** The whole address of the small call window's page. */
  readonly popupUrl: string
  readonly popup: Popup
  /** Opens the phone's window, now that everybody its page speaks to is there. */
  readonly open: () => PhoneWindow
  /** The line has changed: a page whose policy does not let it reach the exchange is loaded anew. */
  readonly suitLine: () => void
}

export function prepareWindows(edges: WindowsEdges): Windows {
  const { env, platform, log, development, built, signallingHost, farExchange, checkExchange } = edges
  const page = choosePage(env['ELECTRON_RENDERER_URL'], app.isPackaged)
  const popupUrl = besidePage(page, 'popup.html')
  let phone: PhoneWindow | undefined
  let pageReaches: string | null = null
  servePage(protocol, built('renderer'), (address) => {
    const isPhone = address === page.url
    if (isPhone) pageReaches = farExchange()
    return policyFor(isPhone ? pageReaches : null)
  })
  guardPage({ session: session.defaultSession, page, signallingHost, checkExchange, log })
  limitPermissions({
    session: session.defaultSession,
    page,
    phone: () => phone?.current?.webContents,
    platform,
    systemPreferences,
  })
  setMenu(Menu, platform, development)

  const shared = {
    create: (options: Electron.BrowserWindowConstructorOptions) => new BrowserWindow(options),
    preload: built('preload', 'index.cjs'),
    development,
    screen,
    theme: nativeTheme,
    log,
  }
  return {
    page,
    popupUrl,
    popup: createPopup({
      ...shared,
      url: popupUrl,
      phone() {
        const window = phone?.current
        return window?.isVisible() === true && !window.isMinimized() ? window.getBounds() : undefined
      },
      platform,
    }),
    open() {
      phone = createPhoneWindow({ ...edges, ...shared, page, icon: edges.iconFile })
      return phone
    },
    suitLine() {
      const wanted = farExchange()
      if (wanted !== null && wanted !== pageReaches) phone?.current?.webContents.reload()
    },
  }
}
