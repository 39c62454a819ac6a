import type { MenuItemConstructorOptions } from 'electron'
import type { DoNotDisturb } from '../../shared/ipc/contract.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import { trayView, type TrayIcon, type TrayView } from '../../shared/messages/tray.ts'
import { dndUntil, dndDurationOf, type DndDuration } from '../../shared/messages/do-not-disturb.ts'
import { t } from '../../shared/messages/translate.ts'
import type { AppStateStore } from '../ipc/app-state-store.ts'
import type { DndSetting } from '../dnd/do-not-disturb.ts'
import { disposeAll, type Disposable } from '../lib/disposable.ts'
import type { Replica } from '../ipc/replica.ts'

/** The part of Electron's `Tray` used here. */
export interface TrayHandle {
  show(icon: TrayIcon, tooltip: string): void
  setMenu(template: MenuItemConstructorOptions[]): void
  onClick(listener: () => void): void
  destroy(): void
}

export interface TrayDeps {
  readonly create: (icon: TrayIcon) => TrayHandle
  readonly replica: Pick<Replica, 'phone' | 'subscribe'>
  readonly appState: Pick<AppStateStore, 'current' | 'subscribe'>
  readonly onOpen: () => void
  readonly onDoNotDisturb: (doNotDisturb: DndSetting) => void
  readonly onQuit: () => void
  readonly clock: () => Timestamp
}

/** Offhook's tray icon, while the desktop has a tray. */
export interface OffhookTray extends Disposable {
  readonly isPresent: boolean
  /** Sets whether the desktop has a tray. */
  setAvailable(present: boolean): void
}

const DND_DURATIONS: readonly DndDuration[] = ['off', 'hour', 'tomorrow', 'turned-off']

export function createTray(deps: TrayDeps): OffhookTray {
  const { create, replica, appState, onOpen, onDoNotDisturb, onQuit, clock } = deps
  let tray: TrayHandle | undefined
  let shown: TrayView | undefined
  let menuFor: DoNotDisturb | undefined

  const update = () => {
    if (!tray) return
    const view = trayView(replica.phone, appState.current, clock())
    if (view.icon !== shown?.icon || view.tooltip !== shown.tooltip) tray.show(view.icon, view.tooltip)
    shown = view
    const { doNotDisturb } = appState.current
    // Replacing a menu closes it, so it is replaced only when it has changed.
    if (menuFor?.until === doNotDisturb.until && menuFor.mode === doNotDisturb.mode) return
    menuFor = doNotDisturb
    tray.setMenu(trayMenu({ doNotDisturb, onOpen, onDoNotDisturb, onQuit, clock }))
  }

  const unsubscribeReplica = replica.subscribe(update)
  const unsubscribeAppState = appState.subscribe(update)
  return {
    get isPresent() {
      return tray !== undefined
    },
    setAvailable(present) {
      if (present === (tray !== undefined)) return
      if (!present) {
        tray?.destroy()
        tray = undefined
        return
      }
      tray = create(trayView(replica.phone, appState.current, clock()).icon)
      shown = undefined
      menuFor = undefined
      tray.onClick(onOpen)
      update()
    },
    dispose: disposeAll(unsubscribeReplica, unsubscribeAppState, () => {
      tray?.destroy()
      tray = undefined
    }),
  }
}

type TrayMenuDeps = Pick<TrayDeps, 'onOpen' | 'onDoNotDisturb' | 'onQuit' | 'clock'> & {
  readonly doNotDisturb: DoNotDisturb
}

/** Open, do not disturb, quit. */
export function trayMenu(deps: TrayMenuDeps): MenuItemConstructorOptions[] {
  const { doNotDisturb, onOpen, onDoNotDisturb, onQuit, clock } = deps
  const current = dndDurationOf(doNotDisturb.until)
  const spans = DND_DURATIONS.map((span): MenuItemConstructorOptions => ({
    label: t(`dnd.duration.${span}`),
    type: 'radio',
    checked: span === current,
    click: () => {
      onDoNotDisturb({ until: dndUntil(span, clock()), mode: doNotDisturb.mode })
    },
  }))
  return [
    { label: t('tray.open'), click: onOpen },
    { label: t('dnd.title'), submenu: spans },
    { type: 'separator' },
    { label: t('menu.quit'), click: onQuit },
  ]
}
