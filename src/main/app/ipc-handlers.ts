import { join } from 'node:path'
import { app, clipboard, Menu, shell } from 'electron'
import type { ActionResult } from '../../shared/ipc/contract.ts'
import type { IncomingCallAlerts } from '../alerts/incoming-call-alerts.ts'
import type { AppStateStore } from '../ipc/app-state-store.ts'
import type { IpcDeps } from '../ipc/ipc.ts'
import type { ReachabilitySupervisor } from '../reachability/reachability-supervisor.ts'
import { createLicencesHandler } from './licences.ts'
import type { LinkHandlerSettings } from '../desktop/links/protocol-handler.ts'
import { errorMessage } from '../lib/log.ts'
import type { CallHistory } from '../history/call-history.ts'
import type { OrphanedCalls } from '../history/orphaned-calls.ts'
import type { Replica } from '../ipc/replica.ts'
import type { Updates } from '../updates/start-updates.ts'
import type { MicrophoneAccess } from '../desktop/microphone-access.ts'
import { contextMenuFor } from '../windows/context-menu.ts'
import type { ConnectionManager } from '../connection/connection-manager.ts'
import type { TokenManager } from '../connection/tokens/token-manager.ts'
import type { DoNotDisturbController } from '../dnd/do-not-disturb.ts'
import type { Settings } from '../settings/settings.ts'

const LICENCES = 'THIRD-PARTY-NOTICES.txt'

/** Parameters of the context menu for text that is selected outside a field. */
const SELECTED = { canCut: false, canCopy: true, canPaste: false, canSelectAll: false }

export interface IpcHandlersDeps {
  readonly country: string
  readonly settings: Pick<Settings, 'ringSettings'>
  /** Writes a log line of a page. */
  readonly pageLog: IpcDeps['handlers']['log']
  readonly microphoneAccess: MicrophoneAccess
  readonly connectionManager: ConnectionManager
  readonly tokenManager: TokenManager
  readonly replica: Replica
  readonly appState: AppStateStore
  readonly orphanedCalls: OrphanedCalls
  readonly history: CallHistory
  readonly dnd: DoNotDisturbController
  readonly linkHandler: LinkHandlerSettings
  readonly updates: Updates
  readonly incomingCallAlerts: IncomingCallAlerts
  readonly reachability: ReachabilitySupervisor
  readonly exportDiagnostics: () => Promise<ActionResult>
}

/** The handler of each request that a page may make. */
export function createIpcHandlers(deps: IpcHandlersDeps): IpcDeps['handlers'] {
  const {
    country,
    settings,
    pageLog,
    microphoneAccess,
    connectionManager,
    tokenManager,
    replica,
    appState,
    orphanedCalls,
    history,
    dnd,
    linkHandler,
    updates,
    incomingCallAlerts,
    reachability,
    exportDiagnostics,
  } = deps
  return {
    handshake() {
      reachability.reset()
      replica.begin()
      orphanedCalls.onHandshake()
      tokenManager.onHandshake()
      return { version: app.getVersion(), country, appState: appState.current }
    },
    'refresh-token': () => tokenManager.refresh(),
    'select-connection': ({ choice }) => connectionManager.select(choice),
    async 'request-practice-call'() {
      const callMe = connectionManager.connection?.callMe
      if (!callMe) return { ok: false, problem: 'Only the practice line can call you.' }
      try {
        await callMe()
        return { ok: true }
      } catch (error) {
        return { ok: false, problem: errorMessage(error) }
      }
    },
    'health-report'(request) {
      const report = microphoneAccess.correct(request.report)
      incomingCallAlerts.setMicrophone(report.microphone)
      reachability.onHealthReport(report)
      return { ok: true }
    },
    'export-diagnostics': exportDiagnostics,
    'run-self-test': () => incomingCallAlerts.runSelfTest(),
    log: pageLog,
    'show-number-menu'({ text }) {
      const items = contextMenuFor(
        { isEditable: false, selectionText: text, editFlags: SELECTED },
        {
          country,
          copy: (number) => {
            void clipboard.writeText(number)
          },
        },
      )
      if (items.length > 0) Menu.buildFromTemplate(items).popup()
      return { ok: true }
    },
    'get-incoming-calls': () => incomingCallAlerts.view,
    'decide-call': ({ decision }) => incomingCallAlerts.decide(decision),
    'set-do-not-disturb'({ doNotDisturb }) {
      dnd.set(doNotDisturb)
      return { ok: true }
    },
    'set-ring-settings'({ ringSettings }) {
      settings.ringSettings = ringSettings
      appState.update({ ringSettings })
      return { ok: true }
    },
    'mark-recents-seen'() {
      history.markSeen()
      return { ok: true }
    },
    quit() {
      // In a later turn, so that the page receives the reply first.
      setImmediate(() => {
        app.quit()
      })
      return { ok: true }
    },
    'check-link-handler': () => linkHandler.handlers['check-link-handler'](),
    'set-link-handler': (request) => linkHandler.handlers['set-link-handler'](request),
    'set-update-channel': (request) => updates.handlers['set-update-channel'](request),
    'check-updates': () => updates.handlers['check-updates'](),
    'install-update': () => updates.handlers['install-update'](),
    'show-licences': createLicencesHandler({
      // A package has the file beside its archive, because other programs cannot read the archive.
      file: app.isPackaged ? join(process.resourcesPath, LICENCES) : join(app.getAppPath(), 'out', LICENCES),
      open: (file) => shell.openPath(file),
    }),
  }
}
