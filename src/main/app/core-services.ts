import { join } from 'node:path'
import { app, ipcMain, safeStorage } from 'electron'
import { knownCountry } from '../../shared/domain/party.ts'
import { homeCountry } from '../desktop/region/home-country.ts'
import { createSecrets, type Secrets } from '../settings/secrets.ts'
import { createSettings, type Settings } from '../settings/settings.ts'
import { openConfigStore } from '../settings/config-store.ts'
import { createRetryingWriter, type RetryingWriter } from '../lib/storage/retrying-writer.ts'
import { openSettingsFile } from '../settings/settings-file.ts'
import { createStorageHealth, type StorageHealth } from '../lib/storage/storage-health.ts'
import type { Environment } from '../lib/environment.ts'

/** The stored data of the person, and the files it is in. */
export interface CoreServices {
  readonly settings: Settings
  readonly secrets: Secrets
  /** Whether Offhook's files can be written. */
  readonly health: StorageHealth
  /** Writes all of Offhook's files. */
  readonly writer: RetryingWriter
  /** ISO 3166 country whose numbers are typed without their country code. */
  readonly country: string
}

/** Opens the stored settings. To be called once. */
export function createCoreServices(environment: Environment): CoreServices {
  const { platform, env, clock, timers, redactor, log } = environment
  const folder = app.getPath('userData')
  const health = createStorageHealth(folder)
  const writer = createRetryingWriter({ timers, log, onProblem: health.setProblem })
  const store = openSettingsFile({
    path: join(folder, 'config.json'),
    replace: openConfigStore({ folder, ipcMain, process }),
    writer,
    health,
    clock,
    log,
  })
  const settings = createSettings(store, log)
  return {
    health,
    writer,
    settings,
    secrets: createSecrets({ store, safeStorage, platform, timers, redactor, log }),
    country: knownCountry(
      settings.country ??
        homeCountry({
          platform,
          env,
          localeCountry: app.getLocaleCountryCode(),
          languages: app.getPreferredSystemLanguages(),
          timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
        }),
    ),
  }
}
