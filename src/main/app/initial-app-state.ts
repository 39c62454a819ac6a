import { app } from 'electron'
import type { AppState } from '../../shared/ipc/contract.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import { storedSummary } from '../connection/connection-summary.ts'
import { initialLinkHandler } from '../desktop/links/protocol-handler.ts'
import { DND_OFF } from '../dnd/do-not-disturb.ts'
import type { Log } from '../lib/log.ts'
import type { StorageHealth } from '../lib/storage/storage-health.ts'
import type { Secrets } from '../settings/secrets.ts'
import type { Settings } from '../settings/settings.ts'
import { INITIAL_UPDATES } from '../updates/initial-updates.ts'
import { lacksSandbox } from './process/sandbox.ts'

export interface InitialAppStateDeps {
  readonly platform: NodeJS.Platform
  readonly development: boolean
  readonly settings: Pick<Settings, 'connectionProfile' | 'ringSettings'>
  readonly secrets: Pick<Secrets, 'has'>
  readonly health: Pick<StorageHealth, 'current'>
  /** Linux: whether Offhook's desktop file is installed. */
  readonly hasEntry: () => boolean
  readonly clock: () => Timestamp
  readonly log: Log
}

/** The AppState before any service has started. Each service updates its own part. */
export function initialAppState(deps: InitialAppStateDeps): AppState {
  const { platform, development, settings, secrets, health, hasEntry, clock, log } = deps
  const hasNoSandbox = lacksSandbox({
    platform,
    isPackaged: app.isPackaged,
    hasNoSandbox: app.commandLine.hasSwitch('no-sandbox'),
    uid: process.getuid?.() ?? -1,
  })
  if (hasNoSandbox) log.warn('Chromium’s sandbox is off.')
  return {
    connection: storedSummary(settings, secrets),
    reachability: { status: 'unreachable', issue: 'not-registered', since: clock() },
    doNotDisturb: { ...DND_OFF, system: 'unknown' },
    ringSettings: settings.ringSettings,
    recents: [],
    selfTest: null,
    linkHandler: initialLinkHandler({ platform, development, hasEntry }),
    updates: INITIAL_UPDATES,
    storage: health.current,
    lacksSandbox: hasNoSandbox,
  }
}
