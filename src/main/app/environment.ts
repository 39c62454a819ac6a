import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { app } from 'electron'
import type { Timestamp } from '../../shared/domain/phone.ts'
import { t } from '../../shared/messages/translate.ts'
import { installGlobalErrorHandlers } from '../diagnostics/global-errors.ts'
import { createLog, type Log } from '../lib/log.ts'
import { createRedactor, type Redactor } from '../lib/redactor.ts'
import { isWaylandClient } from '../windows/display-server.ts'
import { systemTimers, type Timers } from '../lib/timers.ts'
import { confirmInDialog } from '../windows/confirm-dialog.ts'

/** The machine Offhook runs on, and where things are written down: all that a window needs. */
export interface Environment {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether Offhook's windows are native Wayland windows. */
  readonly wayland: boolean
  readonly clock: () => Timestamp
  readonly timers: Timers
  /** From 0 to 1. */
  readonly random: () => number
  /** That many random bytes, in hexadecimal. */
  readonly randomHex: (bytes: number) => string
  readonly redactor: Redactor
  readonly log: Log
  /** Not packaged: started from the sources. */
  readonly development: boolean
  /** The absolute path of a file of the build. */
  readonly built: (...path: string[]) => string
  /** The absolute path of the program's icon; small, since a notification server decodes it before it shows anything. */
  readonly iconFile: string
}

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
