import type { BrowserWindow, BrowserWindowConstructorOptions, NativeTheme, Screen } from 'electron'
import type { Timestamp } from '../../shared/domain/phone.ts'
import { FIRST_PAINT_TIMEOUT_MS } from '../../shared/domain/alert-timing.ts'
import { hideWindow, type CloseBehaviour } from './close-handler.ts'
import { deferred } from '../lib/deferred.ts'
import type { Log } from '../lib/log.ts'
import type { Page } from './page/page.ts'
import { lockedWebPreferences } from './page/web-preferences.ts'
import { recoverCrashedRenderer } from './page/crash-recovery.ts'
import type { Bounds, Settings } from '../settings/settings.ts'
import type { Timers } from '../lib/timers.ts'
import { adaptToWayland } from './wayland-window.ts'
import { restoreBounds, MIN_SIZE } from './window-bounds.ts'

export interface ManagedWindowDeps {
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow
  readonly page: Page
  /** Not packaged: the developer tools may be opened. */
  readonly development: boolean
  readonly clock: () => Timestamp
  /** Absolute paths. */
  readonly preload: string
  readonly icon: string
  readonly screen: Pick<Screen, 'getAllDisplays'>
  readonly theme: Pick<NativeTheme, 'shouldUseDarkColors' | 'on'>
  /** Whether windows are native Wayland windows. */
  readonly wayland: boolean
  /** Resolves shortly after the window was created; it is not shown before. */
  readonly storedSettings: Promise<Pick<Settings, 'window'>>
  readonly timers: Timers
  /** Returns what happens when the person closes the window; null: it closes. */
  readonly closeBehaviour: () => CloseBehaviour
  /** Called when the window has been minimised. */
  readonly onMinimised: () => void
  /** Called when the window has become visible. */
  readonly onPlaced: () => void
  /** Called when the page has died, together with its calls. It is loaded again. */
  readonly onPageGone: () => void
  readonly log: Log
}

export interface ManagedWindow {
  /** The window, unless it has been closed. */
  readonly current: BrowserWindow | undefined
  /** Resolves when the page has been painted for the first time, or will not be. */
  readonly firstPaint: Promise<void>
  /** Brings the window to the front. Creates it again if it was closed. */
  show(): void
}

/** The background before the first paint, so that opening does not flash. */
const BACKGROUND = { light: '#f6f6f8', dark: '#18181b' } as const

export function createManagedWindow(deps: ManagedWindowDeps): ManagedWindow {
  let current: BrowserWindow | undefined
  let reloadIfCrashed = () => {}
  let settings: Pick<Settings, 'window'> | undefined
  const firstPaint = deferred<void>()

  const showAtStoredBounds = async (window: BrowserWindow) => {
    await deps.storedSettings
    if (current === window) window.show()
  }
  const applyStoredBounds = async () => {
    settings = await deps.storedSettings
    if (settings.window) current?.setBounds(restoreBounds(areasOf(deps), settings.window))
  }

  const open = () => {
    const window = deps.create(optionsFor(deps, settings?.window))
    current = window
    if (deps.wayland) adaptToWayland(window)
    window.once('ready-to-show', () => {
      firstPaint.resolve()
      void showAtStoredBounds(window)
    })
    window.on('close', (event) => {
      // A Wayland window has no known position, and its reported size may include the shadow.
      if (settings && !deps.wayland) settings.window = window.getNormalBounds()
      const instead = deps.closeBehaviour()
      if (instead === null) return
      event.preventDefault()
      if (instead === 'hide') hideWindow(window)
      else if (instead === 'minimise') window.minimize()
    })
    window.on('minimize', deps.onMinimised)
    window.on('show', deps.onPlaced)
    window.on('restore', deps.onPlaced)
    window.on('closed', () => {
      current = undefined
      firstPaint.resolve()
      deps.onPageGone()
    })
    blockNavigation(window, deps)
    window.on('unresponsive', () => {
      deps.log.warn('The page does not respond.')
    })
    reloadIfCrashed = recoverCrashedRenderer({
      ...deps,
      contents: window.webContents,
      load: () => {
        load(window, deps)
      },
      onCrashed: deps.onPageGone,
    })
    load(window, deps)
  }

  deps.theme.on('updated', () => {
    current?.setBackgroundColor(backgroundFor(deps))
  })
  deps.timers.after(FIRST_PAINT_TIMEOUT_MS, () => {
    firstPaint.resolve()
  })
  open()
  void applyStoredBounds()

  return {
    get current() {
      return current
    },
    firstPaint: firstPaint.promise,
    show() {
      if (!current) return open()
      reloadIfCrashed()
      if (current.isMinimized()) current.restore()
      current.show()
      current.focus()
    },
  }
}

function optionsFor(deps: ManagedWindowDeps, bounds: Bounds | undefined) {
  const { development, preload, icon, theme } = deps
  return {
    ...restoreBounds(areasOf(deps), bounds),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    title: 'Offhook',
    icon,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: backgroundFor({ theme }),
    webPreferences: {
      ...lockedWebPreferences({ preload, development }),
      // The ringtone plays without a previous click.
      autoplayPolicy: 'no-user-gesture-required',
    },
  } satisfies BrowserWindowConstructorOptions
}

const areasOf = ({ screen }: Pick<ManagedWindowDeps, 'screen'>) =>
  screen.getAllDisplays().map(({ workArea }) => workArea)

function backgroundFor({ theme }: Pick<ManagedWindowDeps, 'theme'>): string {
  return theme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light
}

/** Limits the window to its own page. The limits of all pages are in `lock-down.ts`. */
export function blockNavigation(
  window: BrowserWindow,
  { page, log }: { readonly page: { readonly url: string }; readonly log: Log },
): void {
  const { webContents } = window
  let hasWarned = false
  const refuse = (event: { preventDefault(): void }, address: string) => {
    if (address === page.url) return
    event.preventDefault()
    // Once only, because a page in a loop could fill the disk.
    if (hasWarned) return
    hasWarned = true
    log.warn('The page tried to navigate to another address, which was blocked.')
  }
  webContents.on('will-navigate', (event) => {
    refuse(event, event.url)
  })
  webContents.on('will-redirect', (event) => {
    refuse(event, event.url)
  })
  webContents.on('will-frame-navigate', (event) => {
    refuse(event, event.url)
  })
}

function load(window: BrowserWindow, { page, log }: ManagedWindowDeps): void {
  window.loadURL(page.url).catch((error: unknown) => {
    // A reload aborts the first load.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_ABORTED') return
    log.error('The page could not be loaded.', error)
  })
}
