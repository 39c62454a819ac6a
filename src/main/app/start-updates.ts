import { access, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, powerMonitor } from 'electron'
import type { Updates } from '../../shared/ipc/contract.ts'
import type { Replica } from '../ipc/replica.ts'
import { builtInKeys } from '../updates/built-in-keys.ts'
import { isFeedAddress } from '../updates/feed-guard.ts'
import { publicKeysFrom } from '../updates/feed-signature.ts'
import { installKind, ownAppImage } from '../updates/install-kind.ts'
import { keepUpdated, type KeepUpdated } from '../updates/update-service.ts'
import { readPolicy } from '../updates/policy.ts'
import { UpdateRefused, type Updater } from '../updates/updater.ts'
import type { Foundation } from './core-services.ts'

export interface UpdatesEdges extends Foundation {
  readonly replica: Replica
  readonly onChange: (updates: Updates) => void
}

/** What the window shows before the policy has been read. */
export const UPDATES_AT_FIRST: Updates = {
  channel: 'latest',
  managed: false,
  channelFixed: false,
  state: { is: 'current', checkedAt: null, passedOver: null },
}

/** Keeps this Offhook up to date, as far as its build and the computer's administrator allow. */
export async function startUpdates(edges: UpdatesEdges): Promise<KeepUpdated> {
  const { env, platform, development } = edges
  const policy = await readPolicy({ env, platform, development, readFile: (path) => readFile(path, 'utf8') })
  // A program run from its sources may be told where to look and whom to trust; a packaged one knows.
  const keyText = development ? (env['OFFHOOK_UPDATE_PUBLIC_KEY'] ?? '') : builtInKeys
  const feedFile = join(process.resourcesPath, 'app-update.yml')
  const hasFeed = development
    ? env['OFFHOOK_UPDATE_FEED'] !== undefined
    : policy.feedUrl !== undefined || (await exists(feedFile))

  const load = async (): Promise<Updater> => {
    const [{ createElectronUpdater }, { feedIn }] = await Promise.all([
      import('../updates/electron-updater.ts'),
      import('../updates/published-feed.ts'),
    ])
    const published = development ? env['OFFHOOK_UPDATE_FEED'] : await feedIn(feedFile)
    const feed = policy.feedUrl ?? published
    if (feed === undefined || !isFeedAddress(feed)) throw new UpdateRefused('no-feed', 'There is no feed.')
    return createElectronUpdater({
      ...edges,
      kind: installKind(platform, env, process.execPath),
      base: new URL(feed.endsWith('/') ? feed : `${feed}/`),
      keys: publicKeysFrom(keyText),
      configFile: (await exists(feedFile)) && !development ? feedFile : await ownConfigFile(),
      letOthersStart: () => {
        app.releaseSingleInstanceLock()
      },
      onQuitAsked: (listener) => {
        app.once('before-quit', listener)
      },
    })
  }

  const keeper = keepUpdated({
    ...edges,
    policy,
    unable: keyText !== '' && hasFeed ? null : development ? 'from-sources' : 'not-signed',
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
    keeper.leaveIt()
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
