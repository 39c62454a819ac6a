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
import { cspFor, servePage } from '../windows/page/page-protocol.ts'
import { choosePage, type Page } from '../windows/page/page.ts'
import { restrictPermissions } from '../windows/page/permissions.ts'
import type { Settings } from '../settings/settings.ts'
import { createManagedWindow, type ManagedWindow, type ManagedWindowDeps } from '../windows/managed-window.ts'
import { contextMenuFor } from '../windows/context-menu.ts'
import type { Environment } from '../lib/environment.ts'

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
export interface Backend extends Pick<
  ManagedWindowDeps,
  'closeBehaviour' | 'onMinimised' | 'onPlaced' | 'onPageGone'
> {
  readonly settings: Pick<Settings, 'window'>
  /** ISO 3166 country whose numbers are written without their country code. */
  readonly country: string
  /** The person chose a page in the application menu. */
  readonly onPage: (page: PageName) => void
  /** `host:port` of the exchange in use, null for Twilio, undefined while there is no line. */
  readonly signallingHost: () => string | null | undefined
  /** `host:port` of an exchange the person named that is not `localhost`; else null. */
  readonly remoteExchangeHost: () => string | null
  /** What is wrong with an exchange the person named, where it is in use; null when nothing is. */
  readonly checkExchange: () => Promise<unknown>
}

/** The phone's window, and the fence around every page there will be. */
export interface MainWindow extends ManagedWindow {
  readonly page: Page
  /** The phone behind it is there: the window goes where it was the last time, and its page's script may run. */
  attachBackend(backend: Backend): void
  /** The line has changed: a page whose policy does not let it reach the exchange is loaded anew. */
  reloadIfCspChanged(): void
}

/** Opens it. Its page is fetched and drawn; what it shows is its first picture, until the phone moves in behind it. */
export function createMainWindow(environment: Environment): MainWindow {
  const { env, platform, log, development, built, iconFile } = environment
  const page = choosePage(env['ELECTRON_RENDERER_URL'], app.isPackaged)
  const backendReady = deferred<Backend>()
  let backend: Backend | undefined
  /** Unknown until the page has been asked for. */
  let cspExchangeHost: string | null | undefined
  const remoteExchangeHost = () => backend?.remoteExchangeHost() ?? null

  const policy = (address: string) => {
    if (address !== page.url) return cspFor(null)
    cspExchangeHost = remoteExchangeHost()
    return cspFor(cspExchangeHost)
  }
  servePage(protocol, built('renderer'), policy)
  guardPage({
    session: session.defaultSession,
    page,
    backendReady: backendReady.promise,
    signallingHost: () => backend?.signallingHost(),
    checkExchange: async () => (await backend?.checkExchange()) ?? null,
    log,
  })
  restrictPermissions({
    session: session.defaultSession,
    page,
    mainContents: () => managedWindow.current?.webContents,
    signallingHost: () => backend?.signallingHost(),
    platform,
    systemPreferences,
  })
  const managedWindow = createManagedWindow({
    ...environment,
    create(options) {
      const window = new BrowserWindow(options)
      offerContextMenu(window, () => backend?.country ?? 'US')
      return window
    },
    page,
    preload: built('preload', 'index.cjs'),
    icon: iconFile,
    screen,
    theme: nativeTheme,
    storedSettings: backendReady.promise.then(({ settings }) => settings),
    closeBehaviour: () => backend?.closeBehaviour() ?? null,
    onMinimised: () => backend?.onMinimised(),
    onPlaced: () => backend?.onPlaced(),
    onPageGone: () => backend?.onPageGone(),
  })
  setMenu(Menu, {
    platform,
    development,
    onPage(page) {
      managedWindow.show()
      backend?.onPage(page)
    },
  })

  const reloadIfCspChanged = () => {
    const wanted = remoteExchangeHost()
    const served = cspExchangeHost !== undefined
    if (served && wanted !== null && wanted !== cspExchangeHost) managedWindow.current?.webContents.reload()
  }
  return {
    get current() {
      return managedWindow.current
    },
    firstPaint: managedWindow.firstPaint,
    show() {
      managedWindow.show()
    },
    page,
    attachBackend(attached) {
      backend = attached
      backendReady.resolve(attached)
      reloadIfCspChanged()
    },
    reloadIfCspChanged,
  }
}
