import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app, ipcMain, Notification as ElectronNotification, powerMonitor, systemPreferences } from 'electron'
import { CHANNELS, type Command, type MainMessage } from '../../shared/ipc/contract.ts'
import { detectDesktop } from '../../shared/messages/alert-advice.ts'
import { createIncomingCallAlerts } from '../alerts/incoming-call-alerts.ts'
import { connectTokens, createConnectionServices } from '../connection/connection-services.ts'
import { remoteExchangeHost } from '../connection/remote-exchange-host.ts'
import { createTokenManager } from '../connection/tokens/token-manager.ts'
import { watchDesktop } from '../desktop/desktop-monitor.ts'
import { createDesktopServices } from '../desktop/desktop-services.ts'
import { hasDesktopEntry } from '../desktop/links/desktop-entry.ts'
import type { IncomingLinks } from '../desktop/links/incoming-links.ts'
import { createLinkHandlerSettings } from '../desktop/links/protocol-handler.ts'
import { windowsLinksIn } from '../desktop/links/windows-links.ts'
import { createMicrophoneAccess } from '../desktop/microphone-access.ts'
import { createCallLog } from '../diagnostics/call-log.ts'
import { createDiagnosticsExport } from '../diagnostics/diagnostics-export.ts'
import { createPageLogWriter } from '../diagnostics/page-log.ts'
import { createDoNotDisturb } from '../dnd/do-not-disturb.ts'
import { createCallHistory } from '../history/call-history.ts'
import { createJsonlFile } from '../history/jsonl-file.ts'
import { createOrphanedCalls } from '../history/orphaned-calls.ts'
import { createAppStateStore } from '../ipc/app-state-store.ts'
import { openIpc } from '../ipc/ipc.ts'
import { createOutbox } from '../ipc/outbox.ts'
import { createReplica } from '../ipc/replica.ts'
import { mainWindowPage, incomingCallPage } from '../ipc/trusted-pages.ts'
import { connectBus } from '../lib/dbus/bus.ts'
import { sessionBusAddresses } from '../lib/dbus/session-bus-addresses.ts'
import { createDisposables } from '../lib/disposable.ts'
import { createMissedCallNotifications } from '../notifications/missed-call-notifications.ts'
import { createNativeNotifier } from '../notifications/native-notifier.ts'
import { createReachabilitySupervisor } from '../reachability/reachability-supervisor.ts'
import { startUpdates } from '../updates/start-updates.ts'
import { createSecondInstanceActivation } from '../windows/activation.ts'
import { keepCallControlsVisible } from '../windows/call-controls.ts'
import { createElectronIncomingCallWindow } from '../windows/create-incoming-call-window.ts'
import { besidePage } from '../windows/page/page.ts'
import { createWindowClosing } from '../windows/window-closing.ts'
import { connectAppEvents } from './app-events.ts'
import { createCoreServices } from './core-services.ts'
import type { Environment } from '../lib/environment.ts'
import { initialAppState } from './initial-app-state.ts'
import { createIpcHandlers } from './ipc-handlers.ts'
import type { MainWindow } from './main-window.ts'
import { createQuitConfirmation } from './quit-confirmation.ts'
import { DISPOSE_TIMEOUT_MS } from './shutdown-timing.ts'
import { shutdownBeforeQuit, quitOnSignals } from './quit.ts'

/**
 * The composition root: creates every service, each one after those it depends on. No callback uses a service that is declared
 * below it. At the end the backend is attached to the window, and the script of its page may run.
 */
export function bootstrap(
  environment: Environment,
  mainWindow: MainWindow,
  incomingLinks: IncomingLinks,
): void {
  const { platform, env, wayland, development, iconFile, clock, timers, random, log } = environment
  const { settings, secrets, health, writer, country } = createCoreServices(environment)
  const services = createDisposables(DISPOSE_TIMEOUT_MS, timers, log)
  const window = () => mainWindow.current

  // Messages and state.
  const outbox = createOutbox((message) => window()?.webContents.send(CHANNELS.message, message))
  const send = (message: MainMessage) => {
    outbox.send(message)
  }
  const onCommand = (command: Command) => {
    send({ type: 'command', command })
  }
  const hasEntry = () => hasDesktopEntry(env, existsSync)
  const initial = initialAppState({ platform, development, settings, secrets, health, hasEntry, clock, log })
  const appState = createAppStateStore(initial, send)
  health.on((storage) => {
    appState.update({ storage })
  })
  const replica = createReplica({ clock, log })
  services.add({ dispose: createCallLog({ replica, clock, log }) })

  // Quitting and opening the window. The confirmation is the first listener of `before-quit`.
  const quitConfirmation = createQuitConfirmation({ app, powerMonitor, replica, window, onCommand, timers })
  const onOpen = () => {
    mainWindow.show()
  }
  const activate = createSecondInstanceActivation({ environment, app })
  const onOpenByNotification = (activationToken: string | null) => {
    onOpen()
    activate(activationToken)
  }
  const notifier = createNativeNotifier({ platform, env, ElectronNotification, iconFile, clock, timers, log })

  // Connection and AccessToken.
  const tokenManager = services.add(createTokenManager({ send, clock, timers, random, log }))
  const connectionManager = services.add(
    createConnectionServices({ environment, settings, secrets, replica, window }),
  )
  connectionManager.on(({ type }) => {
    if (type === 'in-use' || type === 'summary') appState.update({ connection: connectionManager.summary })
    if (type === 'in-use') mainWindow.reloadIfCspChanged()
  })
  services.add(connectTokens(connectionManager, tokenManager))

  // Calls that are over.
  const orphanedCalls = services.add(createOrphanedCalls({ replica, send, clock, timers, log }))
  const path = join(app.getPath('userData'), 'recents.jsonl')
  const file = createJsonlFile({ path, writer, health, clock, log })
  const history = services.add(createCallHistory({ file, replica, appState, clock, log }))
  services.add(
    createMissedCallNotifications({
      notifier,
      appState,
      history,
      country,
      onCommand,
      onOpen: onOpenByNotification,
      clock,
      log,
    }),
  )

  // The desktop.
  const dnd = services.add(createDoNotDisturb({ settings, appState, clock, timers }))
  powerMonitor.on('resume', () => {
    dnd.check()
  })
  const desktop = services.add(createDesktopServices({ environment, app, replica, appState, dnd, onOpen }))

  // The main window.
  const callControls = services.add(keepCallControlsVisible({ replica, window, open: onOpen, platform }))
  const windowClosing = services.add(
    createWindowClosing({
      platform,
      replica,
      window,
      isQuitting: () => quitConfirmation.isUnderWay,
      hasTray: () => desktop.tray.isPresent,
      notifier,
      settings,
      onCommand,
      onOpen: onOpenByNotification,
    }),
  )
  services.add(
    watchDesktop({
      platform,
      env,
      connect: () => connectBus(sessionBusAddresses(env), timers),
      onTray(present) {
        desktop.tray.setAvailable(present)
        if (!present) windowClosing.trayLost()
      },
      onSystemDnd: (system) => {
        dnd.setSystem(system)
      },
      timers,
      log,
    }),
  )

  // Alerts and reachability.
  const incomingCallUrl = besidePage(mainWindow.page, 'popup.html')
  const incomingCallWindow = createElectronIncomingCallWindow({
    environment,
    mainWindow,
    url: incomingCallUrl,
  })
  const incomingCallAlerts = services.add(
    createIncomingCallAlerts({
      replica,
      appState,
      notifier,
      incomingCallWindow,
      attention: { dock: app.dock, window },
      country,
      desktop: detectDesktop(platform, env['XDG_CURRENT_DESKTOP'], wayland),
      callMe: () => connectionManager.connection?.callMe ?? null,
      audible: () => window()?.webContents.isCurrentlyAudible() ?? false,
      onCommand,
      onOpenByNotification,
      clock,
      timers,
      log,
    }),
  )
  const reachability = services.add(
    createReachabilitySupervisor({
      replica,
      appState,
      tokenManager,
      notifier,
      connectionManager,
      page: () => window()?.webContents,
      powerMonitor,
      send,
      clock,
      timers,
      log,
    }),
  )

  // The system's settings, and updates.
  const linkHandler = createLinkHandlerSettings({
    app,
    platform,
    windows: windowsLinksIn(env),
    development,
    hasEntry,
    program: process.execPath,
    inCall: () => replica.phone.calls.length > 0,
    onChange: (state) => {
      appState.update({ linkHandler: state })
    },
  })
  const microphoneAccess = createMicrophoneAccess({ platform, systemPreferences, log })
  const updates = services.add(
    startUpdates({
      environment,
      settings,
      replica,
      onChange: (state) => {
        appState.update({ updates: state })
      },
    }),
  )

  const exportDiagnostics = createDiagnosticsExport({ environment, app, window, replica, appState, notifier })

  // Requests of the pages.
  const handlers = createIpcHandlers({
    country,
    settings,
    pageLog: createPageLogWriter({ log, clock }),
    replica,
    appState,
    connectionManager,
    tokenManager,
    orphanedCalls,
    history,
    dnd,
    incomingCallAlerts,
    reachability,
    linkHandler,
    microphoneAccess,
    updates,
    exportDiagnostics,
  })
  openIpc({
    ipcMain,
    pages: {
      phone: mainWindowPage(mainWindow.page, () => window()?.webContents),
      popup: incomingCallPage(incomingCallUrl, () => incomingCallAlerts.contents),
    },
    outbox,
    onSnapshot: (snapshot) => {
      replica.accept(snapshot)
    },
    handlers,
    log,
  })

  connectAppEvents({ app, platform, incomingLinks, onOpen, send })
  const shutdown = async () => {
    await services.dispose()
    writer.dispose()
    await updates.installPending()
  }
  shutdownBeforeQuit(app, shutdown, log)
  quitOnSignals(process, () => {
    quitConfirmation.skipConfirmation()
    app.quit()
  })

  mainWindow.attachBackend({
    settings,
    country,
    signallingHost: () => connectionManager.connection?.signallingHost,
    remoteExchangeHost: () => remoteExchangeHost(connectionManager.summary),
    checkExchange: async () => (await connectionManager.connection?.checkExchange?.()) ?? null,
    closeBehaviour: () => windowClosing.behaviour(),
    onMinimised: () => callControls.minimised(),
    onPlaced: () => send({ type: 'window-shown' }),
    onPage: (page) => send({ type: 'show-page', page }),
    exportDiagnostics,
    onPageGone() {
      outbox.close()
      orphanedCalls.pageGone()
      reachability.reset()
      replica.gone('renderer-gone')
    },
  })
  void microphoneAccess.requestEarly()
  void connectionManager.start()
}
