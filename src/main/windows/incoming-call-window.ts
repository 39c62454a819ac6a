import type { BrowserWindow, BrowserWindowConstructorOptions, NativeTheme, Screen } from 'electron'
import { CHANNELS, type IncomingCallView } from '../../shared/ipc/contract.ts'
import type { CallId, Timestamp } from '../../shared/domain/phone.ts'
import { t } from '../../shared/messages/translate.ts'
import { FIRST_PAINT_TIMEOUT_MS } from '../../shared/domain/alert-timing.ts'
import type { Contents } from '../ipc/trusted-pages.ts'
import type { Log } from '../lib/log.ts'
import { lockedWebPreferences } from './page/web-preferences.ts'
import { MAX_SIZE, incomingCallBounds, resizedIncomingCallBounds } from './incoming-call-bounds.ts'
import type { Timers } from '../lib/timers.ts'
import type { Rectangle } from './window-bounds.ts'
import { createSettledCards } from './settled-cards.ts'
import { blockNavigation } from './managed-window.ts'

export interface IncomingCallWindowDeps {
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow
  /** The page's whole address. */
  readonly url: string
  /** Absolute path. */
  readonly preload: string
  readonly platform: NodeJS.Platform
  /** Whether windows are native Wayland windows, which cannot be placed and cannot be resized while visible. */
  readonly wayland: boolean
  readonly screen: Pick<Screen, 'getCursorScreenPoint' | 'getDisplayNearestPoint' | 'getDisplayMatching'>
  /** The bounds of the main window, while it is visible. */
  readonly mainWindowBounds: () => Rectangle | undefined
  readonly theme: Pick<NativeTheme, 'shouldUseDarkColors'>
  readonly development: boolean
  readonly timers: Timers
  readonly clock: () => Timestamp
  readonly log: Log
}

/** The window of ringing calls: above all other windows of the current screen, without the keyboard focus. */
export interface IncomingCallWindow {
  readonly contents: Contents | undefined
  /** Whether the person can see it. */
  readonly visible: boolean
  /** Its content; empty while it is hidden. */
  readonly view: IncomingCallView
  /** Whether the call has been in its place long enough for a press to be intended for it. */
  accepts(id: CallId): boolean
  show(view: IncomingCallView): void
  hide(): void
}

/** The window type that takes neither the focus nor a place in the taskbar. */
const TYPES: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'notification',
  darwin: 'panel',
  win32: 'toolbar',
}
const NOTHING: IncomingCallView = { country: 'US', calls: [], more: 0 }
/** A page that dies this often while the same calls ring is not loaded again. */
const MAX_CRASHES = 3

export function createIncomingCallWindow(deps: IncomingCallWindowDeps): IncomingCallWindow {
  const { create, url, wayland, screen, timers, clock, log } = deps
  const settled = createSettledCards(clock)
  let window: BrowserWindow | undefined
  let shown: IncomingCallView | undefined
  let remainingLoads = MAX_CRASHES

  const areaInUse = () => screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea

  /** The window keeps its position, because a moving window is hard to press. */
  const resize = (resized: BrowserWindow, view: IncomingCallView) => {
    const bounds = resized.getBounds()
    const zoom = resized.webContents.getZoomFactor()
    resized.setBounds(
      resizedIncomingCallBounds(screen.getDisplayMatching(bounds).workArea, { ...view, zoom }, bounds),
    )
  }

  const open = (view: IncomingCallView) => {
    const bounds = wayland ? MAX_SIZE : incomingCallBounds(areaInUse(), view, deps.mainWindowBounds())
    const opened = create({ ...optionsFor(deps), ...bounds })
    window = opened
    opened.setAlwaysOnTop(true, 'screen-saver')
    opened.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
    // The pointer may have been over another window just before.
    const onMoved = () => {
      settled.placed()
      opened.webContents.send(CHANNELS.message, { type: 'window-shown' })
    }
    blockNavigation(opened, { page: { url }, log })
    let isRevealed = false
    const reveal = () => {
      if (isRevealed || window !== opened) return
      isRevealed = true
      // The zoom factor is known only now.
      const zoom = opened.webContents.getZoomFactor()
      if (zoom !== 1 && shown && !wayland)
        opened.setBounds(incomingCallBounds(areaInUse(), { ...shown, zoom }, deps.mainWindowBounds()))
      opened.showInactive()
      onMoved()
    }
    opened.once('ready-to-show', reveal)
    // Under Wayland this event was not emitted for this window. A call must be shown, painted or not.
    opened.webContents.once('did-finish-load', () => {
      timers.after(wayland ? 0 : FIRST_PAINT_TIMEOUT_MS, reveal)
    })
    opened.on('show', onMoved)
    opened.on('move', onMoved)
    opened.on('closed', () => {
      if (window === opened) window = undefined
    })
    opened.webContents.on('render-process-gone', (_event, { reason }) => {
      if (window !== opened) return
      log.error(`The page of the call window stopped (${reason}).`)
      opened.destroy()
      remainingLoads -= 1
      if (shown && remainingLoads > 0) open(shown)
    })
    opened.loadURL(url).catch((error: unknown) => {
      if (!opened.isDestroyed()) log.error('The call window could not be loaded.', error)
    })
  }

  return {
    get contents() {
      return window?.webContents
    },
    get visible() {
      return window?.isVisible() ?? false
    },
    get view() {
      return shown ?? NOTHING
    },
    accepts: (id) => settled.has(id),
    show(view) {
      settled.show(view.calls)
      const isNew = JSON.stringify(view) !== JSON.stringify(shown)
      shown = view
      if (!window) return remainingLoads > 0 ? open(view) : undefined
      if (!isNew) return
      if (!wayland) resize(window, view)
      window.webContents.send(CHANNELS.message, view)
    },
    hide() {
      if (!shown) return
      shown = undefined
      settled.clear()
      remainingLoads = MAX_CRASHES
      window?.destroy()
      window = undefined
    },
  }
}

function optionsFor({
  preload,
  platform,
  wayland,
  theme,
  development,
}: IncomingCallWindowDeps): BrowserWindowConstructorOptions {
  const type = TYPES[platform]
  return {
    ...(type === undefined ? {} : { type }),
    // Electron 43 and later draw both around every frameless window on Wayland.
    ...(wayland ? { hasShadow: false, roundedCorners: false } : {}),
    title: t('call.incoming'),
    show: false,
    frame: false,
    // The focus stays where it is.
    focusable: false,
    skipTaskbar: true,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    acceptFirstMouse: true,
    backgroundColor: theme.shouldUseDarkColors ? '#2c2c31' : '#ffffff',
    webPreferences: lockedWebPreferences({ preload, development }),
  }
}
