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
import type { Environment } from './environment.ts'

/** What every capability stands on: the environment, and what is remembered. */
export interface CoreServices extends Environment {
  readonly settings: Settings
  readonly secrets: Secrets
  /** Whether Offhook's files can be written. */
  readonly health: StorageHealth
  /** Writes all of Offhook's files. */
  readonly writer: RetryingWriter
  /** ISO 3166 country whose numbers are typed without their country code. */
  readonly country: string
}

/** Lays it. To be called once. */
export function createCoreServices(environment: Environment): CoreServices {
  const { platform, timers, redactor, log } = environment
  const folder = app.getPath('userData')
  const health = createStorageHealth(folder)
  const onProblem = health.setProblem
  const writer = createRetryingWriter({ ...environment, onProblem })
  const replace = openConfigStore({ folder, ipcMain, process })
  const store = openSettingsFile({
    ...environment,
    path: join(folder, 'config.json'),
    replace,
    writer,
    health,
  })
  const settings = createSettings(store, log)
  return {
    ...environment,
    health,
    writer,
    settings,
    secrets: createSecrets({ store, safeStorage, platform, timers, redactor, log }),
    country: knownCountry(
      settings.country ??
        homeCountry({
          ...environment,
          localeCountry: app.getLocaleCountryCode(),
          languages: app.getPreferredSystemLanguages(),
          timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
        }),
    ),
  }
}
