import { existsSync } from 'node:fs'
import { app, ipcMain, Notification, powerMonitor, systemPreferences } from 'electron'
import type { Command, MainMessage } from '../../shared/ipc/contract.ts'
import { readLink } from '../../shared/domain/dial/phone-link.ts'
import { SANDBOX_OFF } from '../../shared/messages/sandbox.ts'
import { desktopFrom } from '../../shared/messages/alert-advice.ts'
import { lacksSandbox } from './process/sandbox.ts'
import { alertToCalls } from '../alerts/incoming-call-alerts.ts'
import { createPageLogWriter } from '../diagnostics/page-log.ts'
import { phoneDoor, popupDoor } from '../ipc/trusted-pages.ts'
import { createHouseBoard } from '../ipc/app-state-store.ts'
import { openIpc, type Ipc } from '../ipc/ipc.ts'
import { keepReachable } from '../reachability/reachability-supervisor.ts'
import { farExchange } from '../connection/remote-exchange-host.ts'
import type { ArrivingLinks } from '../desktop/links/incoming-links.ts'
import { hasDesktopEntry } from '../desktop/links/desktop-entry.ts'
import { keepLinkOpening } from '../desktop/links/protocol-handler.ts'
import { windowsLinksIn } from '../desktop/links/windows-links.ts'
import { createLostCalls } from '../history/orphaned-calls.ts'
import { createNativeNotifier } from '../notifications/native-notifier.ts'
import { createActivation, secondInstanceArgs, start } from '../windows/activation.ts'
import { besidePage } from '../windows/page/page.ts'
import { createPresence } from './background-services.ts'
import { quitCleanly, quitOnSignals } from './quit.ts'
import { createReplica } from '../ipc/replica.ts'
import { answersFor } from './ipc-handlers.ts'
import { preparePopup } from './incoming-call-window.ts'
import type { FirstWindow } from './main-window.ts'
import { layFoundation } from './core-services.ts'
import type { Ground } from './environment.ts'
import { connectTelephone } from './connection-services.ts'
import { createMicrophoneAccess } from '../desktop/microphone-access.ts'
import { startUpdates, UPDATES_AT_FIRST } from './start-updates.ts'

/** Everything behind the window. Once it is there, the page's script may run. */
export function moveIn(ground: Ground, window: FirstWindow, arriving: ArrivingLinks): void {
  const base = layFoundation(ground)
  const { platform, env, clock, settings } = base
  // What is called back comes after this turn, when everything below is there; but the recent calls of the last time
  // are put on the board at once. Nobody listens yet, and the page is told everything when it says hello.
  let ipc: Ipc | undefined
  const send = (message: MainMessage) => {
    ipc?.send(message)
  }
  const onCommand = (command: Command) => {
    send({ type: 'command', command })
  }
  const onOpen = () => {
    window.show()
  }
  const activate = createActivation({
    ...base,
    program: process.execPath,
    args: secondInstanceArgs(process.argv, app.isPackaged),
    start,
  })
  const onOpenByNotification = (activationToken: string | null) => {
    onOpen()
    activate(activationToken)
  }

  const replica = createReplica(base)
  const lostCalls = createLostCalls({ ...base, replica, send })
  const telephone = connectTelephone({
    ...base,
    send,
    window: () => window.current,
    inCall: () => replica.phone.calls.length > 0,
    onLine() {
      house.put({ line: telephone.lines.summary })
      window.suitLine()
    },
    onSummary: () => house.put({ line: telephone.lines.summary }),
    onTicket: () => reachable.recheck(),
    onBack: () => reachable.hurry(),
  })
  const { lines, tickets } = telephone
  void lines.start()
  const linkOpening = keepLinkOpening({
    ...base,
    app,
    program: process.execPath,
    windows: windowsLinksIn(env),
    hasEntry: () => hasDesktopEntry(env, existsSync),
    inCall: () => replica.phone.calls.length > 0,
    onChange: (links) => house.put({ links }),
  })
  const noSandbox = lacksSandbox({
    platform,
    isPackaged: app.isPackaged,
    hasNoSandbox: app.commandLine.hasSwitch('no-sandbox'),
    uid: process.getuid?.() ?? -1,
  })
  if (noSandbox) base.log.warn(`${SANDBOX_OFF.title}. ${SANDBOX_OFF.hint}`)
  const house = createHouseBoard(
    {
      line: lines.summary,
      reach: { verdict: 'no', obstacle: 'not-registered', since: clock() },
      quiet: { until: null, manner: 'silent', system: 'unknown' },
      ringing: { devices: [] },
      recents: [],
      ringTest: null,
      links: linkOpening.first,
      updates: UPDATES_AT_FIRST,
      storage: base.health.current,
      lacksSandbox: noSandbox,
    },
    send,
  )
  base.health.onChange = (storage) => house.put({ storage })
  const notifier = createNativeNotifier({ ...base, ElectronNotification: Notification })
  const popupUrl = besidePage(window.page, 'popup.html')
  const shared = { ...base, replica, house, notifier, onCommand, onOpen, onOpenByNotification }
  const presence = createPresence({ ...shared, app, window: () => window.current })
  const alerting = alertToCalls({
    ...shared,
    popup: preparePopup(base, window, popupUrl),
    attention: { dock: app.dock, window: () => window.current },
    desktop: desktopFrom(platform, env['XDG_CURRENT_DESKTOP'], base.wayland),
    callMe: () => lines.source?.callMe ?? null,
    audible: () => window.current?.webContents.isCurrentlyAudible() ?? false,
  })
  const reachable = keepReachable({
    ...shared,
    tickets,
    source: () => lines.source,
    page: () => window.current?.webContents,
    powerMonitor,
    send,
  })

  const microphoneAccess = createMicrophoneAccess({ platform, systemPreferences, log: base.log })
  void microphoneAccess.requestEarly()
  const updates = startUpdates({ ...shared, onChange: (news) => house.put({ updates: news }) })

  ipc = openIpc({
    ipcMain,
    doors: {
      phone: phoneDoor(window.page, () => window.current?.webContents),
      popup: popupDoor(popupUrl, () => alerting.contents),
    },
    onSnapshot: (snapshot) => {
      replica.accept(snapshot)
    },
    answers: answersFor({
      ...shared,
      pageLog: createPageLogWriter(base),
      microphoneAccess,
      telephone,
      lostCalls,
      presence,
      linkOpening,
      updates,
      alerting,
      reachable,
    }),
    log: base.log,
  })

  app.on('second-instance', onOpen)
  app.on('open-url', onOpen)
  arriving.hear((raw) => {
    send({ type: 'link', link: readLink(raw) })
  })
  app.on('activate', onOpen)
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit()
  })
  const putAway = async () => {
    try {
      await Promise.all([alerting.stop(), presence.stop(), lines.close()])
    } finally {
      base.writer.flush()
      await (await updates).finish()
    }
  }
  quitCleanly(app, putAway, base.log)
  quitOnSignals(process, () => {
    presence.quitUnasked()
  })

  window.moveIn({
    settings,
    signallingHost: () => lines.source?.signallingHost,
    farExchange: () => farExchange(lines.summary),
    checkExchange: async () => (await lines.source?.checkExchange?.()) ?? null,
    insteadOfClosing: () => presence.insteadOfClosing(),
    onMinimised() {
      presence.minimised()
    },
    onPlaced() {
      send({ type: 'placed' })
    },
    country: base.country,
    onPage(page) {
      send({ type: 'show-page', page })
    },
    onPageGone() {
      ipc.pageGone()
      lostCalls.pageGone()
      reachable.forget()
      replica.gone('phone-gone')
    },
  })
}
