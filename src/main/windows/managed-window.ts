import type { BrowserWindow, BrowserWindowConstructorOptions, NativeTheme, Screen } from 'electron'
import type { Timestamp } from '../../shared/domain/phone.ts'
import { hideAway, type InsteadOfClosing } from './close-handler.ts'
import { deferred } from '../lib/deferred.ts'
import type { Log } from '../lib/log.ts'
import type { Page } from './page/page.ts'
import { lockedPreferences } from './page/web-preferences.ts'
import { reviveThePage } from './page/crash-recovery.ts'
import type { Place, Settings } from '../settings/settings.ts'
import type { Timers } from '../lib/timers.ts'
import { adaptToWayland } from './wayland-window.ts'
import { placeOn, SMALLEST_SIZE } from './window-bounds.ts'

export interface WindowEdges {
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
  /** Known a moment after the window is made; it is not shown before. */
  readonly remembered: Promise<Pick<Settings, 'window'>>
  readonly timers: Timers
  /** What becomes of the window when the person closes it; null: it closes. */
  readonly insteadOfClosing: () => InsteadOfClosing
  /** Called when the window has been minimised. */
  readonly onMinimised: () => void
  /** Called when the window has become visible. */
  readonly onPlaced: () => void
  /** The page died: its calls are gone with it. It is loaded again. */
  readonly onPageGone: () => void
  readonly log: Log
}

export interface PhoneWindow {
  /** The window, unless it has been closed. */
  readonly current: BrowserWindow | undefined
  /** When its page has been drawn for the first time, or cannot be: the computer is free for other work. */
  readonly drawn: Promise<void>
  /** Brings the window to the front, made anew if it was closed. */
  show(): void
}

/** The colours behind the page until it has drawn itself, so that opening does not flash. */
const BACKGROUND = { light: '#f6f6f8', dark: '#18181b' } as const
/** A page that takes longer to be drawn is not waited for. */
const DRAWN_WITHIN_MS = 1_000

export function createPhoneWindow(edges: WindowEdges): PhoneWindow {
  let current: BrowserWindow | undefined
  let revive = () => {}
  let settings: Pick<Settings, 'window'> | undefined
  const drawn = deferred<void>()

  const showInPlace = async (window: BrowserWindow) => {
    await edges.remembered
    if (current === window) window.show()
  }
  const putInPlace = async () => {
    settings = await edges.remembered
    if (settings.window) current?.setBounds(placeOn(areasOf(edges), settings.window))
  }

  const open = () => {
    const window = edges.create(optionsFor(edges, settings?.window))
    current = window
    if (edges.wayland) adaptToWayland(window)
    window.once('ready-to-show', () => {
      drawn.resolve()
      void showInPlace(window)
    })
    window.on('close', (event) => {
      // A Wayland window has no known position, and its reported size may include the shadow.
      if (settings && !edges.wayland) settings.window = window.getNormalBounds()
      const instead = edges.insteadOfClosing()
      if (instead === null) return
      event.preventDefault()
      if (instead === 'hide') hideAway(window)
      else if (instead === 'minimise') window.minimize()
    })
    window.on('minimize', edges.onMinimised)
    window.on('show', edges.onPlaced)
    window.on('restore', edges.onPlaced)
    window.on('closed', () => {
      current = undefined
      drawn.resolve()
      edges.onPageGone()
    })
    keepToOurPage(window, edges)
    window.on('unresponsive', () => {
      edges.log.warn('The phone’s page does not respond.')
    })
    revive = reviveThePage({
      ...edges,
      contents: window.webContents,
      load: () => {
        load(window, edges)
      },
      onGone: edges.onPageGone,
    })
    load(window, edges)
  }

  edges.theme.on('updated', () => {
    current?.setBackgroundColor(backgroundFor(edges))
  })
  edges.timers.after(DRAWN_WITHIN_MS, () => {
    drawn.resolve()
  })
  open()
  void putInPlace()

  return {
    get current() {
      return current
    },
    drawn: drawn.promise,
    show() {
      if (!current) return open()
      revive()
      if (current.isMinimized()) current.restore()
      current.show()
      current.focus()
    },
  }
}

function optionsFor(edges: WindowEdges, place: Place | undefined) {
  const { development, preload, icon, theme } = edges
  return {
    ...placeOn(areasOf(edges), place),
    minWidth: SMALLEST_SIZE.width,
    minHeight: SMALLEST_SIZE.height,
    title: 'Offhook',
    icon,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: backgroundFor({ theme }),
    webPreferences: {
      ...lockedPreferences({ preload, development }),
      // The ringtone plays before anybody has clicked anything.
      autoplayPolicy: 'no-user-gesture-required',
    },
  } satisfies BrowserWindowConstructorOptions
}

const areasOf = ({ screen }: Pick<WindowEdges, 'screen'>) =>
  screen.getAllDisplays().map(({ workArea }) => workArea)

function backgroundFor({ theme }: Pick<WindowEdges, 'theme'>): string {
  return theme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light
}

/** The window shows our page and no other address. What holds for all pages is in `lock-down.ts`. */
export function keepToOurPage(
  window: BrowserWindow,
  { page, log }: { readonly page: { readonly url: string }; readonly log: Log },
): void {
  const { webContents } = window
  let told = false
  const refuse = (event: { preventDefault(): void }, address: string) => {
    if (address === page.url) return
    event.preventDefault()
    // Once: a page gone mad must not fill the disk.
    if (told) return
    told = true
    log.warn('The page wanted to go somewhere else, and stays.')
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

function load(window: BrowserWindow, { page, log }: WindowEdges): void {
  window.loadURL(page.url).catch((error: unknown) => {
    // It is being loaded anew.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_ABORTED') return
    log.error('The page could not be loaded.', error)
  })
}
