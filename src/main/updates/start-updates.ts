import { access, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, powerMonitor } from 'electron'
import type { ActionResult, Updates as UpdatesView } from '../../shared/ipc/contract.ts'
import type { Replica } from '../ipc/replica.ts'
import { builtInKeys } from './built-in-keys.ts'
import { isFeedUrl } from './feed-guard.ts'
import { publicKeysFrom } from './feed-signature.ts'
import { installKind, ownAppImage } from './install-kind.ts'
import { createUpdateService, type UpdateService } from './update-service.ts'
import { readPolicy } from './policy.ts'
import { UpdateError, type Updater } from './updater.ts'
import type { Disposable } from '../lib/disposable.ts'
import { errorMessage } from '../lib/log.ts'
import type { Environment } from '../lib/environment.ts'
import type { Settings } from '../settings/settings.ts'

export interface UpdatesDeps {
  readonly environment: Environment
  readonly settings: Pick<Settings, 'channel'>
  readonly replica: Replica
  /** Called with each new state. */
  readonly onChange: (updates: UpdatesView) => void
}

type Handlers = UpdateService['handlers']

/** The update service, while its policy is still being read. */
export interface Updates extends Disposable {
  readonly handlers: {
    [T in keyof Handlers]: (...request: Parameters<Handlers[T]>) => Promise<ActionResult>
  }
  /** Installs a downloaded update. The last step before the program ends. */
  installPending(): Promise<void>
}

/** Starts the update service. Its requests wait until the policy of the computer's administrator has been read. */
export function startUpdates(deps: UpdatesDeps): Updates {
  const service = start(deps)
  service.catch((error: unknown) => {
    deps.environment.log.error(`Updates are not available: ${errorMessage(error)}`)
  })
  return {
    handlers: {
      'set-update-channel': async (request) => (await service).handlers['set-update-channel'](request),
      'check-updates': async () => (await service).handlers['check-updates'](),
      'install-update': async () => (await service).handlers['install-update'](),
    },
    installPending: async () => (await service).installPending(),
    dispose: async () => (await service).dispose(),
  }
}

async function start(deps: UpdatesDeps): Promise<UpdateService> {
  const { environment, settings, replica, onChange } = deps
  const { env, platform, development, clock, timers, random, log } = environment
  const policy = await readPolicy({ env, platform, development, readFile: (path) => readFile(path, 'utf8') })
  // A run from source takes the feed and its key from the environment; a packaged program has its own.
  const keyText = development ? (env['OFFHOOK_UPDATE_PUBLIC_KEY'] ?? '') : builtInKeys
  const feedFile = join(process.resourcesPath, 'app-update.yml')
  const hasFeed = development
    ? env['OFFHOOK_UPDATE_FEED'] !== undefined
    : policy.feedUrl !== undefined || (await exists(feedFile))

  const load = async (): Promise<Updater> => {
    const [{ createElectronUpdater }, { publishedFeedUrl }] = await Promise.all([
      import('./electron-updater.ts'),
      import('./published-feed.ts'),
    ])
    const published = development ? env['OFFHOOK_UPDATE_FEED'] : await publishedFeedUrl(feedFile)
    const feed = policy.feedUrl ?? published
    if (feed === undefined || !isFeedUrl(feed)) throw new UpdateError('no-feed', 'There is no feed.')
    return createElectronUpdater({
      timers,
      log,
      kind: installKind(platform, env, process.execPath),
      base: new URL(feed.endsWith('/') ? feed : `${feed}/`),
      keys: publicKeysFrom(keyText),
      configFile: (await exists(feedFile)) && !development ? feedFile : await ownConfigFile(),
      releaseSingleInstanceLock: () => {
        app.releaseSingleInstanceLock()
      },
      onBeforeQuit: (listener) => {
        app.once('before-quit', listener)
      },
    })
  }

  const updateService = createUpdateService({
    settings,
    replica,
    onChange,
    clock,
    timers,
    random,
    log,
    policy,
    unavailableReason: keyText !== '' && hasFeed ? null : development ? 'from-sources' : 'not-signed',
    load,
    quit: () => {
      app.quit()
    },
    relaunch: () => {
      // The mounted program of an AppImage is not available after this process has ended.
      const execPath = ownAppImage(env, process.execPath)
      app.relaunch(execPath === undefined ? {} : { execPath })
    },
  })
  powerMonitor.on('shutdown', () => {
    updateService.cancelInstall()
  })
  return updateService
}

/** electron-updater requires a file with the name of its download folder. */
async function ownConfigFile(): Promise<string> {
  const path = join(app.getPath('userData'), 'updates.yml')
  await writeFile(path, 'updaterCacheDirName: offhook-updater\n')
  return path
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
