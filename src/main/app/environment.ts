import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { app } from 'electron'
import { t } from '../../shared/messages/translate.ts'
import { installGlobalErrorHandlers } from '../diagnostics/global-errors.ts'
import type { Environment } from '../lib/environment.ts'
import { createLog } from '../lib/log.ts'
import { createRedactor } from '../lib/redactor.ts'
import { isWaylandClient } from '../windows/display-server.ts'
import { systemTimers } from '../lib/timers.ts'
import { confirmInDialog } from '../windows/confirm-dialog.ts'

/** To be called once, when the app is ready. */
export function createEnvironment(): Environment {
  const { platform, env } = process
  const redactor = createRedactor()
  const log = createLog(join(app.getPath('logs'), 'main.log'), redactor)
  installGlobalErrorHandlers({ process, log, clock: Date.now, onTooMany: () => void offerRestart() })
  const wayland = isWaylandClient({
    platform,
    env,
    ozone: app.commandLine.getSwitchValue('ozone-platform'),
    electron: process.versions.electron,
  })
  if (platform === 'linux') log.info(`Windows are shown by ${wayland ? 'Wayland' : 'X11'}.`)
  return {
    platform,
    env,
    wayland,
    clock: Date.now,
    timers: systemTimers,
    random: Math.random,
    randomHex: (bytes) => randomBytes(bytes).toString('hex'),
    redactor,
    log,
    development: !app.isPackaged,
    built,
    iconFile: app.isPackaged
      ? join(process.resourcesPath, 'icon.png')
      : join(app.getAppPath(), 'build', 'icons', '128x128.png'),
  }
}

/** The build puts this into a file of `main`. */
const built = (...path: string[]) => join(import.meta.dirname, '..', ...path)

/** Asks the person whether to quit. During a call, quitting asks again. */
async function offerRestart(): Promise<void> {
  const isAgreed = await confirmInDialog(undefined, {
    message: t('dialog.restart.message'),
    detail: t('dialog.restart.detail'),
    no: t('dialog.restart.cancel'),
    yes: t('dialog.restart.confirm'),
  }).catch(() => false)
  if (!isAgreed) return
  app.relaunch()
  app.quit()
}
