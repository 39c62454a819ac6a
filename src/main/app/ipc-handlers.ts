import { join } from 'node:path'
import { app, clipboard, Menu, shell } from 'electron'
import type { IncomingCallAlerts } from '../alerts/incoming-call-alerts.ts'
import type { AppStateStore } from '../ipc/app-state-store.ts'
import type { IpcDeps } from '../ipc/ipc.ts'
import type { ReachabilitySupervisor } from '../reachability/reachability-supervisor.ts'
import { createLicencesHandler } from './licences.ts'
import type { LinkHandlerSettings } from '../desktop/links/protocol-handler.ts'
import { errorMessage } from '../lib/log.ts'
import type { OrphanedCalls } from '../history/orphaned-calls.ts'
import type { BackgroundServices } from './background-services.ts'
import type { Replica } from '../ipc/replica.ts'
import type { UpdateService } from '../updates/update-service.ts'
import type { MicrophoneAccess } from '../desktop/microphone-access.ts'
import { contextMenuFor } from '../windows/context-menu.ts'
import type { ConnectionServices } from './connection-services.ts'

const LICENCES = 'THIRD-PARTY-NOTICES.txt'

/** Opens the menu for text that is selected outside a field. */
const SELECTED = { canCut: false, canCopy: true, canPaste: false, canSelectAll: false }

export interface IpcHandlersDeps {
  readonly country: string
  /** Writes a log line of a page. */
  readonly pageLog: IpcDeps['handlers']['log']
  readonly microphoneAccess: MicrophoneAccess
  readonly connectionServices: ConnectionServices
  readonly replica: Replica
  readonly appState: AppStateStore
  readonly orphanedCalls: OrphanedCalls
  readonly backgroundServices: BackgroundServices
  readonly linkHandler: LinkHandlerSettings
  readonly updates: Promise<UpdateService>
  readonly incomingCallAlerts: IncomingCallAlerts
  readonly reachability: ReachabilitySupervisor
}

/** The handler of each request that a page may make. */
export function createIpcHandlers(deps: IpcHandlersDeps): IpcDeps['handlers'] {
  const {
    country,
    pageLog,
    microphoneAccess,
    connectionServices,
    replica,
    appState,
    orphanedCalls,
    backgroundServices,
    linkHandler,
    updates,
    incomingCallAlerts,
    reachability,
  } = deps
  const { connectionManager, tokenManager } = connectionServices
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
    'health-report'({ report: evidence }) {
      const report = microphoneAccess.correct(evidence)
      incomingCallAlerts.setMicrophone(report.microphone)
      reachability.onHealthReport(report)
      return { ok: true }
    },
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
    'decide-call': ({ decision: answer }) => incomingCallAlerts.decide(answer),
    ...backgroundServices.handlers,
    ...linkHandler.handlers,
    'set-update-channel': async (request) => (await updates).handlers['set-update-channel'](request),
    'check-updates': async () => (await updates).handlers['check-updates'](),
    'install-update': async () => (await updates).handlers['install-update'](),
    'show-licences': createLicencesHandler({
      // The build writes them; a package holds them beside its archive, where other programs can read.
      file: app.isPackaged ? join(process.resourcesPath, LICENCES) : join(app.getAppPath(), 'out', LICENCES),
      open: (file) => shell.openPath(file),
    }),
  }
}
