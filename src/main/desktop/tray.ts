import type { MenuItemConstructorOptions } from 'electron'
import type { Quiet } from '../../shared/ipc/contract.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import { trayFor, type TrayIcon, type TrayView } from '../../shared/messages/tray.ts'
import { quietUntil, spanOf, type QuietSpan } from '../../shared/messages/do-not-disturb.ts'
import type { HouseBoard } from '../ipc/app-state-store.ts'
import type { ChosenQuiet } from '../dnd/do-not-disturb.ts'
import type { Replica } from '../ipc/replica.ts'

/** The part of Electron's `Tray` used here, in our own terms. */
export interface TrayHandle {
  show(icon: TrayIcon, tooltip: string): void
  setMenu(template: MenuItemConstructorOptions[]): void
  onClick(listener: () => void): void
  destroy(): void
}

export interface TrayEdges {
  readonly create: (icon: TrayIcon) => TrayHandle
  readonly replica: Pick<Replica, 'phone' | 'subscribe'>
  readonly house: Pick<HouseBoard, 'current' | 'subscribe'>
  readonly onOpen: () => void
  readonly onQuiet: (quiet: ChosenQuiet) => void
  readonly onQuit: () => void
  readonly clock: () => Timestamp
}

/** Offhook's place in the tray, while the desktop has one. */
export interface OffhookTray {
  readonly isThere: boolean
  /** The desktop has a tray from now on, or has none. */
  setHost(present: boolean): void
}

const SPANS: readonly (readonly [QuietSpan, string])[] = [
  ['off', 'Off'],
  ['hour', 'For an hour'],
  ['tomorrow', 'Until tomorrow'],
  ['turned-off', 'Until I turn it off'],
]

export function createTray(edges: TrayEdges): OffhookTray {
  const { create, replica, house, onOpen, onQuiet, onQuit, clock } = edges
  let tray: TrayHandle | undefined
  let shown: TrayView | undefined
  let menuFor: Quiet | undefined

  const follow = () => {
    if (!tray) return
    const view = trayFor(replica.phone, house.current, clock())
    if (view.icon !== shown?.icon || view.tooltip !== shown.tooltip) tray.show(view.icon, view.tooltip)
    shown = view
    const { quiet } = house.current
    // A menu that is made anew closes under the person's hand.
    if (menuFor?.until === quiet.until && menuFor.manner === quiet.manner) return
    menuFor = quiet
    tray.setMenu(trayMenu({ quiet, onOpen, onQuiet, onQuit, clock }))
  }

  replica.subscribe(follow)
  house.subscribe(follow)
  return {
    get isThere() {
      return tray !== undefined
    },
    setHost(present) {
      if (present === (tray !== undefined)) return
      if (!present) {
        tray?.destroy()
        tray = undefined
        return
      }
      tray = create(trayFor(replica.phone, house.current, clock()).icon)
      shown = undefined
      menuFor = undefined
      tray.onClick(onOpen)
      follow()
    },
  }
}

type MenuEdges = Pick<TrayEdges, 'onOpen' | 'onQuiet' | 'onQuit' | 'clock'> & { readonly quiet: Quiet }

/** Open, do not disturb, quit. */
export function trayMenu(edges: MenuEdges): MenuItemConstructorOptions[] {
  const { quiet, onOpen, onQuiet, onQuit, clock } = edges
  const current = spanOf(quiet.until)
  const spans = SPANS.map(([span, label]): MenuItemConstructorOptions => ({
    label,
    type: 'radio',
    checked: span === current,
    click: () => {
      onQuiet({ until: quietUntil(span, clock()), manner: quiet.manner })
    },
  }))
  return [
    { label: 'Open Offhook', click: onOpen },
    { label: 'Do not disturb', submenu: spans },
    { type: 'separator' },
    { label: 'Quit Offhook', click: onQuit },
  ]
}
