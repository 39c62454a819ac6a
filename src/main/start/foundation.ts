import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { app, ipcMain, safeStorage } from 'electron'
import ElectronStore from 'electron-store'
import { knownCountry } from '../../shared/numbers.ts'
import type { Timestamp } from '../../shared/phone.ts'
import { carryOn } from '../carry-on.ts'
import { createLog, type Log } from '../log.ts'
import { createRedactor, type Redactor } from '../redact.ts'
import { createSecrets, type Secrets } from '../secrets.ts'
import { createSettings, type Settings } from '../settings.ts'
import { systemTimers, type Timers } from '../timers.ts'

/** What every capability stands on: the machine it runs on, what is remembered, and where things are written down. */
export interface Foundation {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: () => Timestamp
  readonly timers: Timers
  /** From 0 to 1. */
  readonly random: () => number
  /** That many random bytes, in hexadecimal. */
  readonly hex: (bytes: number) => string
  readonly redactor: Redactor
  readonly log: Log
  readonly settings: Settings
  readonly secrets: Secrets
  /** ISO 3166 country whose numbers are typed without their country code. */
  readonly country: string
  /** Not packaged: started from the sources. */
  readonly development: boolean
  /** The absolute path of a file of the build. */
  readonly built: (...path: string[]) => string
  /** The absolute path of the program's icon; small, since a notification server decodes it before it shows anything. */
  readonly iconFile: string
}

/** Settings and sealed secrets are nobody else's to read, whatever the folder's own rights. */
const OWNER_ONLY = 0o600

/** Lays it. To be called once, when the app is ready. */
export function layFoundation(): Foundation {
  const { platform, env } = process
  const redactor = createRedactor()
  const log = createLog(join(app.getPath('logs'), 'main.log'), redactor)
  carryOn(process, log)
  const store = new ElectronStore({ clearInvalidConfig: true, configFileMode: OWNER_ONLY })
  // electron-store answers any page about our folders; only ipc.ts may listen.
  ipcMain.removeAllListeners('electron-store-get-data')
  const settings = createSettings(store, log)
  return {
    platform,
    env,
    clock: Date.now,
    timers: systemTimers,
    random: Math.random,
    hex: (bytes) => randomBytes(bytes).toString('hex'),
    redactor,
    log,
    settings,
    secrets: createSecrets({ store, safeStorage, platform, redactor, log }),
    country: knownCountry(settings.country ?? app.getLocaleCountryCode()),
    development: !app.isPackaged,
    built,
    iconFile: app.isPackaged
      ? join(process.resourcesPath, 'icon.png')
      : join(app.getAppPath(), 'build', 'icons', '128x128.png'),
  }
}

/** The build puts main's bundle at `main/index.js`. */
const built = (...path: string[]) => join(import.meta.dirname, '..', ...path)
