import { access, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, powerMonitor } from 'electron'
import type { Updates } from '../../shared/ipc/contract.ts'
import type { Replica } from '../ipc/replica.ts'
import { builtInKeys } from '../updates/built-in-keys.ts'
import { isFeedUrl } from '../updates/feed-guard.ts'
import { publicKeysFrom } from '../updates/feed-signature.ts'
import { installKind, ownAppImage } from '../updates/install-kind.ts'
import { createUpdateService, type UpdateService } from '../updates/update-service.ts'
import { readPolicy } from '../updates/policy.ts'
import { UpdateError, type Updater } from '../updates/updater.ts'
import type { CoreServices } from './core-services.ts'

export interface StartUpdatesDeps extends CoreServices {
  readonly replica: Replica
  readonly onChange: (updates: Updates) => void
}

/** What the window shows before the policy has been read. */
export const INITIAL_UPDATES: Updates = {
  channel: 'latest',
  managed: false,
  channelFixed: false,
  state: { status: 'current', checkedAt: null, skipped: null },
}

/** Keeps this Offhook up to date, as far as its build and the computer's administrator allow. */
export async function startUpdates(deps: StartUpdatesDeps): Promise<UpdateService> {
  const { env, platform, development } = deps
  const policy = await readPolicy({ env, platform, development, readFile: (path) => readFile(path, 'utf8') })
  // A program run from its sources may be told where to look and whom to trust; a packaged one knows.
  const keyText = development ? (env['OFFHOOK_UPDATE_PUBLIC_KEY'] ?? '') : builtInKeys
  const feedFile = join(process.resourcesPath, 'app-update.yml')
  const hasFeed = development
    ? env['OFFHOOK_UPDATE_FEED'] !== undefined
    : policy.feedUrl !== undefined || (await exists(feedFile))

  const load = async (): Promise<Updater> => {
    const [{ createElectronUpdater }, { publishedFeedUrl }] = await Promise.all([
      import('../updates/electron-updater.ts'),
      import('../updates/published-feed.ts'),
    ])
    const published = development ? env['OFFHOOK_UPDATE_FEED'] : await publishedFeedUrl(feedFile)
    const feed = policy.feedUrl ?? published
    if (feed === undefined || !isFeedUrl(feed)) throw new UpdateError('no-feed', 'There is no feed.')
    return createElectronUpdater({
      ...deps,
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

  const keeper = createUpdateService({
    ...deps,
    policy,
    unavailableReason: keyText !== '' && hasFeed ? null : development ? 'from-sources' : 'not-signed',
    load,
    quit: () => {
      app.quit()
    },
    relaunch: () => {
      // The program itself goes with its AppImage, which is gone once we are.
      const execPath = ownAppImage(env, process.execPath)
      app.relaunch(execPath === undefined ? {} : { execPath })
    },
  })
  powerMonitor.on('shutdown', () => {
    keeper.cancelInstall()
  })
  return keeper
}

/** electron-updater wants a file that says where it may keep downloads. */
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
