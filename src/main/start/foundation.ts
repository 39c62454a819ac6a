import { app, ipcMain, safeStorage } from 'electron'
import ElectronStore from 'electron-store'
import { knownCountry } from '../../shared/numbers.ts'
import { createSecrets, type Secrets } from '../secrets.ts'
import { createSettings, type Settings } from '../settings.ts'
import type { Ground } from './ground.ts'

/** What every capability stands on: the ground, and what is remembered. */
export interface Foundation extends Ground {
  readonly settings: Settings
  readonly secrets: Secrets
  /** ISO 3166 country whose numbers are typed without their country code. */
  readonly country: string
}

/** Settings and sealed secrets are nobody else's to read, whatever the folder's own rights. */
const OWNER_ONLY = 0o600

/** Lays it. To be called once. */
export function layFoundation(ground: Ground): Foundation {
  const { platform, redactor, log } = ground
  const store = new ElectronStore({ clearInvalidConfig: true, configFileMode: OWNER_ONLY })
  // electron-store answers any page about our folders; only ipc.ts may listen.
  ipcMain.removeAllListeners('electron-store-get-data')
  const settings = createSettings(store, log)
  return {
    ...ground,
    settings,
    secrets: createSecrets({ store, safeStorage, platform, redactor, log }),
    country: knownCountry(settings.country ?? app.getLocaleCountryCode()),
  }
}
