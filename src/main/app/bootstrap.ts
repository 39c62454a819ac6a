import { existsSync } from 'node:fs'
import { app, ipcMain, Notification, powerMonitor, systemPreferences } from 'electron'
import { CHANNELS, type Command, type MainMessage } from '../../shared/ipc/contract.ts'
import { parsePhoneLink } from '../../shared/domain/dial/phone-link.ts'
import { detectDesktop } from '../../shared/messages/alert-advice.ts'
import { lacksSandbox } from './process/sandbox.ts'
import { createIncomingCallAlerts } from '../alerts/incoming-call-alerts.ts'
import { createCallLog } from '../diagnostics/call-log.ts'
import { createPageLogWriter } from '../diagnostics/page-log.ts'
import { mainWindowPage, incomingCallPage } from '../ipc/trusted-pages.ts'
import { createAppStateStore } from '../ipc/app-state-store.ts'
import { openIpc } from '../ipc/ipc.ts'
import { createOutbox } from '../ipc/outbox.ts'
import { createReachabilitySupervisor } from '../reachability/reachability-supervisor.ts'
import { remoteExchangeHost } from '../connection/remote-exchange-host.ts'
import type { IncomingLinks } from '../desktop/links/incoming-links.ts'
import { hasDesktopEntry } from '../desktop/links/desktop-entry.ts'
import { createLinkHandlerSettings } from '../desktop/links/protocol-handler.ts'
import { windowsLinksIn } from '../desktop/links/windows-links.ts'
import { createOrphanedCalls } from '../history/orphaned-calls.ts'
import { createNativeNotifier } from '../notifications/native-notifier.ts'
import { createWindowActivation, secondInstanceArgs, start } from '../windows/activation.ts'
import { besidePage } from '../windows/page/page.ts'
import { createBackgroundServices } from './background-services.ts'
import { shutdownBeforeQuit, quitOnSignals } from './quit.ts'
import { createReplica } from '../ipc/replica.ts'
import { createIpcHandlers } from './ipc-handlers.ts'
import { prepareIncomingCallWindow } from './incoming-call-window.ts'
import type { MainWindow } from './main-window.ts'
import { createCoreServices } from './core-services.ts'
import type { Environment } from './environment.ts'
import { createConnectionServices } from './connection-services.ts'
import { createMicrophoneAccess } from '../desktop/microphone-access.ts'
import { startUpdates, INITIAL_UPDATES } from './start-updates.ts'

/** Everything behind the window. Once it is there, the page's script may run. */
export function bootstrap(environment: Environment, window: MainWindow, incomingLinks: IncomingLinks): void {
  const core = createCoreServices(environment)
  const { platform, env, clock, settings } = core
  const outbox = createOutbox((message) => window.current?.webContents.send(CHANNELS.message, message))
  const send = (message: MainMessage) => {
    outbox.send(message)
  }
  const onCommand = (command: Command) => {
    send({ type: 'command', command })
  }
  const onOpen = () => {
    window.show()
  }
  const activate = createWindowActivation({
    ...core,
    program: process.execPath,
    args: secondInstanceArgs(process.argv, app.isPackaged),
    start,
  })
  const onOpenByNotification = (activationToken: string | null) => {
    onOpen()
    activate(activationToken)
  }

  const replica = createReplica(core)
  createCallLog({ replica, clock, log: core.log })
  const orphanedCalls = createOrphanedCalls({ ...core, replica, send })
  const connectionServices = createConnectionServices({
    ...core,
    send,
    window: () => window.current,
    inCall: () => replica.phone.calls.length > 0,
    onLine() {
      appState.update({ connection: connectionServices.connectionManager.summary })
      window.reloadIfCspChanged()
    },
    onSummary: () => appState.update({ connection: connectionServices.connectionManager.summary }),
    onTicket: () => reachability.recheck(),
    onRestarted: () => reachability.retryNow(),
  })
  const { connectionManager, tokenManager } = connectionServices
  void connectionManager.start()
  const linkHandler = createLinkHandlerSettings({
    ...core,
    app,
    program: process.execPath,
    windows: windowsLinksIn(env),
    hasEntry: () => hasDesktopEntry(env, existsSync),
    inCall: () => replica.phone.calls.length > 0,
    onChange: (links) => appState.update({ linkHandler: links }),
  })
  const noSandbox = lacksSandbox({
    platform,
    isPackaged: app.isPackaged,
    hasNoSandbox: app.commandLine.hasSwitch('no-sandbox'),
    uid: process.getuid?.() ?? -1,
  })
  if (noSandbox) core.log.warn('Chromium’s sandbox is off.')
  const appState = createAppStateStore(
    {
      connection: connectionManager.summary,
      reachability: { status: 'unreachable', issue: 'not-registered', since: clock() },
      doNotDisturb: { until: null, mode: 'silent', system: 'unknown' },
      ringSettings: { devices: [] },
      recents: [],
      selfTest: null,
      linkHandler: linkHandler.initial,
      updates: INITIAL_UPDATES,
      storage: core.health.current,
      lacksSandbox: noSandbox,
    },
    send,
  )
  core.health.onChange = (storage) => appState.update({ storage })
  const notifier = createNativeNotifier({ ...core, ElectronNotification: Notification })
  const popupUrl = besidePage(window.page, 'popup.html')
  const shared = { ...core, replica, appState, notifier, onCommand, onOpen, onOpenByNotification }
  const backgroundServices = createBackgroundServices({ ...shared, app, window: () => window.current })
  const incomingCallAlerts = createIncomingCallAlerts({
    ...shared,
    incomingCallWindow: prepareIncomingCallWindow(core, window, popupUrl),
    attention: { dock: app.dock, window: () => window.current },
    desktop: detectDesktop(platform, env['XDG_CURRENT_DESKTOP'], core.wayland),
    callMe: () => connectionManager.connection?.callMe ?? null,
    audible: () => window.current?.webContents.isCurrentlyAudible() ?? false,
  })
  const reachability = createReachabilitySupervisor({
    ...shared,
    tokenManager,
    connection: () => connectionManager.connection,
    page: () => window.current?.webContents,
    powerMonitor,
    send,
  })

  const microphoneAccess = createMicrophoneAccess({ platform, systemPreferences, log: core.log })
  void microphoneAccess.requestEarly()
  const updates = startUpdates({ ...shared, onChange: (news) => appState.update({ updates: news }) })

  openIpc({
    ipcMain,
    pages: {
      phone: mainWindowPage(window.page, () => window.current?.webContents),
      popup: incomingCallPage(popupUrl, () => incomingCallAlerts.contents),
    },
    outbox,
    onSnapshot: (snapshot) => {
      replica.accept(snapshot)
    },
    handlers: createIpcHandlers({
      ...shared,
      pageLog: createPageLogWriter(core),
      microphoneAccess,
      connectionServices,
      orphanedCalls,
      backgroundServices,
      linkHandler,
      updates,
      incomingCallAlerts,
      reachability,
    }),
    log: core.log,
  })

  app.on('second-instance', onOpen)
  app.on('open-url', onOpen)
  incomingLinks.onLink((raw) => {
    send({ type: 'phone-link', link: parsePhoneLink(raw) })
  })
  app.on('activate', onOpen)
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit()
  })
  const shutdown = async () => {
    try {
      await Promise.all([incomingCallAlerts.stop(), backgroundServices.stop(), connectionManager.close()])
    } finally {
      core.writer.flush()
      await (await updates).installPending()
    }
  }
  shutdownBeforeQuit(app, shutdown, core.log)
  quitOnSignals(process, () => {
    backgroundServices.forceQuit()
  })

  window.attachBackend({
    settings,
    signallingHost: () => connectionManager.connection?.signallingHost,
    remoteExchangeHost: () => remoteExchangeHost(connectionManager.summary),
    checkExchange: async () => (await connectionManager.connection?.checkExchange?.()) ?? null,
    closeBehaviour: () => backgroundServices.closeBehaviour(),
    onMinimised() {
      backgroundServices.minimised()
    },
    onPlaced() {
      send({ type: 'window-shown' })
    },
    country: core.country,
    onPage(page) {
      send({ type: 'show-page', page })
    },
    onPageGone() {
      outbox.close()
      orphanedCalls.pageGone()
      reachability.reset()
      replica.gone('renderer-gone')
    },
  })
}
