import { powerSaveBlocker, type App } from 'electron'
import type { AppStateStore } from '../ipc/app-state-store.ts'
import type { DoNotDisturbController } from '../dnd/do-not-disturb.ts'
import type { Replica } from '../ipc/replica.ts'
import { disposeAll, type Disposable } from '../lib/disposable.ts'
import type { Environment } from '../lib/environment.ts'
import { showBadge } from './badge.ts'
import { createElectronTray } from './electron-tray.ts'
import { keepAwakeDuringCalls } from './keep-awake.ts'
import { TRAY_ICON_FILES } from './tray-icons.ts'
import { createTray, type OffhookTray } from './tray.ts'

export interface DesktopServicesDeps {
  readonly environment: Environment
  readonly app: App
  readonly replica: Replica
  readonly appState: AppStateStore
  readonly dnd: Pick<DoNotDisturbController, 'set'>
  readonly onOpen: () => void
}

/** The tray icon, the badge, and the prevention of sleep. */
export interface DesktopServices extends Disposable {
  readonly tray: Pick<OffhookTray, 'isPresent' | 'setAvailable'>
}

export function createDesktopServices(deps: DesktopServicesDeps): DesktopServices {
  const { environment, app, replica, appState, dnd, onOpen } = deps
  const { platform, clock } = environment
  const keepAwake = keepAwakeDuringCalls({ replica, blocker: powerSaveBlocker })
  const badge = showBadge({ appState, app })
  const tray = createTray({
    create: (icon) => createElectronTray(TRAY_ICON_FILES, platform, icon),
    replica,
    appState,
    onOpen,
    onDoNotDisturb: (setting) => {
      dnd.set(setting)
    },
    onQuit: () => {
      app.quit()
    },
    clock,
  })
  return {
    tray,
    dispose: disposeAll(
      () => tray.dispose(),
      () => badge.dispose(),
      () => keepAwake.dispose(),
    ),
  }
}
