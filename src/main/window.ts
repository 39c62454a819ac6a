import type { BrowserWindow, BrowserWindowConstructorOptions, NativeTheme, Screen } from 'electron'
import type { Timestamp } from '../shared/phone.ts'
import { hideAway } from './closing.ts'
import { deferred } from './deferred.ts'
import type { Log } from './log.ts'
import type { Page } from './page.ts'
import { lockedPreferences } from './page-preferences.ts'
import type { Place, Settings } from './settings.ts'
import type { Timers } from './timers.ts'
import { placeOn, SMALLEST_SIZE } from './window-place.ts'

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
  /** Known a moment after the window is made; it is not shown before. */
  readonly remembered: Promise<Pick<Settings, 'window'>>
  readonly timers: Timers
  /** What becomes of the window when the person closes it; null: it closes. */
  readonly insteadOfClosing: () => 'hide' | 'minimise' | null
  /** The page died: its calls are gone with it. It is loaded again right after. */
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
/** A page that dies this often within this time is not loaded again. */
const LIVES = 3
const LIVES_WITHIN_MS = 60_000
/** A page that takes longer to be drawn is not waited for. */
const DRAWN_WITHIN_MS = 1_000

export function createPhoneWindow(edges: WindowEdges): PhoneWindow {
  let current: BrowserWindow | undefined
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
    window.once('ready-to-show', () => {
      drawn.resolve()
      void showInPlace(window)
    })
    window.on('close', (event) => {
      if (settings) settings.window = window.getNormalBounds()
      const instead = edges.insteadOfClosing()
      if (instead === null) return
      event.preventDefault()
      if (instead === 'hide') hideAway(window)
      else window.minimize()
    })
    window.on('closed', () => {
      current = undefined
      drawn.resolve()
      edges.onPageGone()
    })
    keepToOurPage(window, edges)
    recoverFromCrash(window, edges)
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

function recoverFromCrash(window: BrowserWindow, edges: WindowEdges): void {
  let deaths: Timestamp[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    edges.onPageGone()
    if (reason === 'clean-exit') return
    const now = edges.clock()
    deaths = [...deaths.filter((at) => now - at < LIVES_WITHIN_MS), now]
    const again = deaths.length < LIVES
    edges.log.error(
      `The phone's page stopped (${reason}); ${again ? 'it is started again' : 'it stays down'}.`,
    )
    if (again) load(window, edges)
  })
  window.on('unresponsive', () => {
    edges.log.warn('The phone’s page does not respond.')
  })
}

function load(window: BrowserWindow, { page, log }: WindowEdges): void {
  window.loadURL(page.url).catch((error: unknown) => {
    // It is being loaded anew.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_ABORTED') return
    log.error('The page could not be loaded.', error)
  })
}
