import { app, ipcMain, Notification, powerMonitor, protocol } from 'electron'
import type { Command, MainMessage } from '../shared/contract.ts'
import { readLink } from '../shared/links.ts'
import { desktopFrom } from '../shared/ring-advice.ts'
import { alertToCalls } from './alerts/alert-to-calls.ts'
import { claimIdentity } from './app-identity.ts'
import { phoneDoor, popupDoor } from './doors.ts'
import { createHouseBoard } from './house.ts'
import { openIpc, type Ipc } from './ipc.ts'
import { keepReachable } from './keep-reachable.ts'
import { awaitLinks, type ArrivingLinks } from './links/arriving.ts'
import { keepLinkOpening } from './links/opening.ts'
import { lockDown } from './lock-down.ts'
import { createLostCalls } from './lost-calls.ts'
import { createNativeNotifier } from './notifications/native-notifier.ts'
import { farExchange } from './line/far-exchange.ts'
import { registerPageScheme } from './page-protocol.ts'
import { createPresence } from './presence.ts'
import { quitCleanly } from './quit.ts'
import { createReplica } from './replica.ts'
import { answersFor } from './start/answers.ts'
import { layFoundation } from './start/foundation.ts'
import { connectTelephone } from './start/telephone.ts'
import { startUpdates, UPDATES_AT_FIRST } from './start/updates.ts'
import { prepareWindows } from './start/windows.ts'

function run(arriving: ArrivingLinks): void {
  const base = layFoundation()
  const { platform, env, clock } = base
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

  // First of all, since it takes longest: the page is drawn elsewhere while the rest is put together here.
  const windows = prepareWindows({
    ...base,
    signallingHost: () => lines.source?.signallingHost,
    farExchange: () => farExchange(lines.summary),
    checkExchange: async () => (await lines.source?.checkExchange?.()) ?? null,
    insteadOfClosing: () => presence.insteadOfClosing(),
    onPageGone() {
      ipc?.pageGone()
      lostCalls.pageGone()
      reachable.forget()
      replica.gone('phone-gone')
    },
  })
  const window = windows.open()

  const replica = createReplica(base)
  const lostCalls = createLostCalls({ ...base, replica, send })
  const telephone = connectTelephone({
    ...base,
    send,
    inCall: () => replica.phone.calls.length > 0,
    onLine() {
      house.put({ line: telephone.lines.summary })
      windows.suitLine()
    },
    onTicket: () => reachable.recheck(),
    onBack: () => reachable.hurry(),
  })
  const { lines, tickets } = telephone
  void lines.start()
  const linkOpening = keepLinkOpening({
    ...base,
    app,
    program: process.execPath,
    inCall: () => replica.phone.calls.length > 0,
    onChange: (links) => house.put({ links }),
  })
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
    },
    send,
  )
  const notifier = createNativeNotifier({ ...base, ElectronNotification: Notification })
  const shared = { ...base, replica, house, notifier, onCommand, onOpen }
  const presence = createPresence({ ...shared, app, window: () => window.current })
  const alerting = alertToCalls({
    ...shared,
    popup: windows.popup,
    attention: { dock: app.dock, window: () => window.current },
    desktop: desktopFrom(platform, env['XDG_CURRENT_DESKTOP']),
    callMe: () => lines.source?.callMe ?? null,
    audible: () => window.current?.webContents.isCurrentlyAudible() ?? false,
  })
  const reachable = keepReachable({ ...shared, tickets, source: () => lines.source, powerMonitor, send })

  const updates = startUpdates({ ...shared, onChange: (news) => house.put({ updates: news }) })

  ipc = openIpc({
    ipcMain,
    doors: {
      phone: phoneDoor(windows.page, () => window.current?.webContents),
      popup: popupDoor(windows.popupUrl, () => alerting.contents),
    },
    onSnapshot: (snapshot) => {
      replica.accept(snapshot)
    },
    answers: answersFor({
      ...shared,
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
    await Promise.all([alerting.stop(), presence.stop(), lines.close()])
    await (await updates).finish()
  }
  quitCleanly(app, putAway, base.log)
}

registerPageScheme(protocol)
lockDown(app)
if (claimIdentity(app)) {
  const arriving = awaitLinks(app, process.argv)
  void app.whenReady().then(() => run(arriving))
} else app.quit()
