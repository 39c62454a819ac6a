import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  Menu,
  nativeTheme,
  protocol,
  screen,
  session,
  systemPreferences,
} from 'electron'
import type { ActionResult, PageName } from '../../shared/ipc/contract.ts'
import { t } from '../../shared/messages/translate.ts'
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

/** What the window and the guard of its page need from the services. */
interface Backend extends Pick<
  ManagedWindowDeps,
  'closeBehaviour' | 'onMinimised' | 'onPlaced' | 'onPageGone'
> {
  readonly settings: Pick<Settings, 'window'>
  /** ISO 3166 country whose numbers are written without their country code. */
  readonly country: string
  /** Called when the person chooses a page in the application menu. */
  readonly onPage: (page: PageName) => void
  readonly exportDiagnostics: () => Promise<ActionResult>
  /** `host:port` of the exchange in use, null for Twilio, undefined while there is no connection. */
  readonly signallingHost: () => string | null | undefined
  /** `host:port` of an exchange entered by the person that is not `localhost`; otherwise null. */
  readonly remoteExchangeHost: () => string | null
  /** Resolves with the problem of an exchange entered by the person, if it is in use; otherwise null. */
  readonly checkExchange: () => Promise<unknown>
}

/** The main window, and the guard of every page. */
export interface MainWindow extends ManagedWindow {
  readonly page: Page
  /** Call it when the services exist: the window moves to its stored position, and the script of its page may run. */
  attachBackend(backend: Backend): void
  /** Call it when the connection has changed: reloads the page if its policy does not allow the exchange. */
  reloadIfCspChanged(): void
}

/** Opens the window. The page is painted, but its script runs only after `attachBackend`. */
export function createMainWindow(environment: Environment): MainWindow {
  const { env, platform, log, development, built, iconFile } = environment
  const page = choosePage(env['ELECTRON_RENDERER_URL'], app.isPackaged)
  const backendReady = deferred<Backend>()
  let backend: Backend | undefined
  /** Undefined until the page has been requested. */
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
    onExportDiagnostics: () => void showFailure(backend?.exportDiagnostics()),
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

/** Shows why a command of the application menu failed. The request itself never rejects. */
async function showFailure(request: Promise<ActionResult> | undefined): Promise<void> {
  const result = await request
  if (result?.ok === false) dialog.showErrorBox(t('diagnostics.title'), result.problem)
}
