import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import {
  AppImageUpdater,
  CancellationToken,
  MacUpdater,
  NsisUpdater,
  Provider,
  type UpdateInfo,
} from 'electron-updater'
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js'
import type { UpdateChannel } from '../../shared/ipc/contract.ts'
import type { Log } from '../lib/log.ts'
import type { Timers } from '../lib/timers.ts'
import { guardFeed } from './feed-guard.ts'
import type { FeedContents } from './feed-contents.ts'
import { fileFor, type InstallKind } from './install-kind.ts'
import { handOverToSquirrel } from './squirrel-handover.ts'
import { toUpdateError } from './update-error.ts'
import { readSignedFeed, type SignedFeedDeps } from './signed-feed.ts'
import { UpdateError, type Offer, type Updater } from './updater.ts'

export interface ElectronUpdaterDeps extends Omit<SignedFeedDeps, 'fetch'> {
  readonly kind: InstallKind
  /** A file that says where downloads are kept, as electron-builder writes it. */
  readonly configFile: string
  readonly timers: Timers
  /** Another Offhook may start from now on. */
  readonly releaseSingleInstanceLock: () => void
  /** Tells once when the program is asked to quit, from now on. */
  readonly onBeforeQuit: (listener: () => void) => void
  readonly log: Log
}

/** A download that does not go on for this long is given up. In milliseconds. */
const STALLED_MS = 60_000

type Native = AppImageUpdater | MacUpdater | NsisUpdater

/**
 * electron-updater, with a feed that has to be signed. It downloads whole files only, compares their SHA-512 with the signed
 * one, and keeps its staging id in the profile. To be loaded by `import()`: most starts need none of it.
 */
export function createElectronUpdater(deps: ElectronUpdaterDeps): Updater {
  const { kind, base, timers, log } = deps
  const native = createNative(kind)
  native.logger = { info: () => {}, warn: () => {}, error: () => {} }
  native.updateConfigPath = deps.configFile
  // Whether a build that is not packaged may be updated is decided before this is ever loaded.
  native.forceDevUpdateConfig = true
  native.autoDownload = false
  // Squirrel on macOS takes the update when it has come, and checks its code signature; elsewhere it waits for `finish`.
  native.autoInstallOnAppQuit = kind === 'mac'
  native.allowDowngrade = false
  native.disableDifferentialDownload = true
  native.disableWebInstaller = true

  const guard = guardFeed(native.netSession.webRequest, base)
  let channel: UpdateChannel = 'latest'
  let file: FeedContents['files'][number] | undefined
  let isStaged = false
  let downloaded: { readonly path: string; readonly sha512: string } | undefined

  class SignedFeed extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtimeOptions: ProviderRuntimeOptions) {
      super(runtimeOptions)
    }
    async getLatestVersion(): Promise<UpdateInfo> {
      const fetch = (url: string, init: RequestInit) => native.netSession.fetch(url, init)
      const feed = await readSignedFeed({ ...deps, fetch }, `${this.getCustomChannelName(channel)}.yml`)
      file = fileFor(feed, kind, process.arch)
      if (!file) throw new UpdateError('malformed', 'The feed names no file for this computer.')
      const { stagingPercentage, minimumSystemVersion, ...rest } = feed
      return {
        ...rest,
        ...(stagingPercentage !== undefined && { stagingPercentage }),
        ...(minimumSystemVersion !== undefined && { minimumSystemVersion }),
        path: file.url,
        sha512: file.sha512,
      }
    }
    resolveFiles() {
      return file ? [{ url: new URL(file.url, base), info: file }] : []
    }
  }
  native.setFeedURL({ provider: 'custom', updateProvider: SignedFeed })
  const isWithinRollout = native.isUserWithinRollout
  native.isUserWithinRollout = async (info) => {
    const within = await isWithinRollout(info)
    isStaged = !within
    return within
  }
  // It also says so by an event, which must have a listener.
  native.on('error', () => {})

  return {
    install: kind === 'manual' ? 'manual' : 'restart',
    async check(wanted): Promise<Offer> {
      channel = wanted
      isStaged = false
      guard.expect(null)
      guard.takeBlocked()
      const found = await native.checkForUpdates().catch((error: unknown) => {
        throw toUpdateError(error, guard.takeBlocked())
      })
      if (!found) throw new UpdateError('not-installed', 'Updates are not possible here.')
      const { version } = found.updateInfo
      if (found.isUpdateAvailable) return { kind: 'update', version }
      const order = native.currentVersion.compare(version)
      if (order === 0) return { kind: 'none' }
      const why = order > 0 ? 'older' : isStaged ? 'not-yet' : 'system-too-old'
      return { kind: 'passed-over', version, why }
    },
    async download(onProgress, signal) {
      if (!file) throw new UpdateError('not-installed', 'Nothing has been found yet.')
      const { sha512, size } = file
      const token = new CancellationToken()
      const cancel = () => token.cancel()
      let stalled = false
      const watchStall = () =>
        timers.after(STALLED_MS, () => {
          stalled = true
          cancel()
        })
      let stopWatch = watchStall()
      const progress = ({ percent }: { percent: number }) => {
        stopWatch()
        stopWatch = watchStall()
        onProgress(percent)
      }
      signal.addEventListener('abort', cancel)
      native.on('download-progress', progress)
      guard.takeBlocked()
      guard.expect(size)
      try {
        const [path] = await native.downloadUpdate(token)
        // On macOS Squirrel keeps a file of its own, which it has verified.
        if (path !== undefined) downloaded = { path, sha512 }
      } catch (error) {
        if (stalled) throw new UpdateError('too-slow', 'The download stands still.')
        throw toUpdateError(error, guard.takeBlocked())
      } finally {
        stopWatch()
        guard.expect(null)
        native.off('download-progress', progress)
        signal.removeEventListener('abort', cancel)
      }
    },
    async installDownloaded(restart) {
      if (downloaded && (await sha512Of(downloaded.path)) !== downloaded.sha512) {
        throw new UpdateError('damaged', 'The downloaded file has changed since.')
      }
      deps.releaseSingleInstanceLock()
      if (native instanceof MacUpdater) {
        if (!restart) return
        await handOverToSquirrel({
          start: () => native.quitAndInstall(),
          onBeforeQuit: deps.onBeforeQuit,
          timers,
        })
      } else if (!downloaded || !native.install(true, restart)) {
        throw new UpdateError('not-installed', 'The system did not take the update.')
      }
      log.info('The update is handed over.')
    },
  }
}

function createNative(kind: InstallKind): Native {
  switch (kind) {
    case 'nsis':
      return new NsisUpdater()
    case 'mac':
      return new MacUpdater()
    case 'appimage':
    case 'manual':
      return new AppImageUpdater()
  }
}

async function sha512Of(path: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  return hash.digest('base64')
}
