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
  /** Where the phone's own window is, while it can be seen. */
  readonly mainWindowBounds: () => Rectangle | undefined
  readonly theme: Pick<NativeTheme, 'shouldUseDarkColors'>
  readonly development: boolean
  readonly timers: Timers
  readonly clock: () => Timestamp
  readonly log: Log
}

/** The small call window: on top of everything on the screen in use, and never in the way of what is being typed. */
export interface IncomingCallWindow {
  readonly contents: Contents | undefined
  /** Whether the person can see it. */
  readonly visible: boolean
  /** What it shows; nothing while it is not there. */
  readonly view: IncomingCallView
  /** Whether the call has been in its place long enough for a press to be intended for it. */
  accepts(id: CallId): boolean
  show(view: IncomingCallView): void
  hide(): void
}

/** The kind of window that neither takes the focus nor a place in the taskbar. */
const TYPES: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'notification',
  darwin: 'panel',
  win32: 'toolbar',
}
const NOTHING: IncomingCallView = { country: 'US', calls: [], more: 0 }
/** A page that dies this often while the same calls ring is not tried again. */
const MAX_CRASHES = 3

export function createIncomingCallWindow(deps: IncomingCallWindowDeps): IncomingCallWindow {
  const { create, url, wayland, screen, timers, clock, log } = deps
  const settled = createSettledCards(clock)
  let window: BrowserWindow | undefined
  let shown: IncomingCallView | undefined
  let remainingLoads = MAX_CRASHES

  const areaInUse = () => screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea

  /** The window keeps its place: a moving window is hard to press. */
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
    // A moment ago something else was under the pointer.
    const onMoved = () => {
      settled.placed()
      opened.webContents.send(CHANNELS.message, { type: 'window-shown' })
    }
    blockNavigation(opened, { page: { url }, log })
    let isRevealed = false
    const reveal = () => {
      if (isRevealed || window !== opened) return
      isRevealed = true
      // Only now is it known how much the person has enlarged Offhook's pages.
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
      log.error(`The small call window’s page stopped (${reason}).`)
      opened.destroy()
      remainingLoads -= 1
      if (shown && remainingLoads > 0) open(shown)
    })
    opened.loadURL(url).catch((error: unknown) => {
      if (!opened.isDestroyed()) log.error('The small call window could not be loaded.', error)
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
    // The keyboard stays with whatever it was with.
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
