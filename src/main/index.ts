import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  systemPreferences,
  utilityProcess,
} from 'electron'
import ElectronStore from 'electron-store'
import { desktopFrom } from '../shared/ring-advice.ts'
import type { MainMessage } from '../shared/contract.ts'
import { knownCountry } from '../shared/numbers.ts'
import { claimIdentity } from './app-identity.ts'
import { alertToCalls } from './alerts/alert-to-calls.ts'
import { carryOn } from './carry-on.ts'
import { createCertificatePin } from './certificate-pin.ts'
import { phoneDoor, popupDoor } from './doors.ts'
import { createHouseBoard } from './house.ts'
import { asForked } from './fork-utility.ts'
import { openIpc } from './ipc.ts'
import { keepReachable } from './keep-reachable.ts'
import { createBundledServers } from './line/bundled-servers.ts'
import { createLines } from './line/lines.ts'
import { createOpenLine } from './line/open-line.ts'
import { practiceSetup } from './line/practice-account.ts'
import { createLostCalls } from './lost-calls.ts'
import { createLog, reasonOf } from './log.ts'
import { quitCleanly } from './quit.ts'
import { setMenu } from './menu.ts'
import { createNativeNotifier } from './notifications/native-notifier.ts'
import { guardPage } from './page-guard.ts'
import { besidePage, choosePage } from './page.ts'
import { registerPageScheme, servePage } from './page-protocol.ts'
import { limitPermissions } from './permissions.ts'
import { createPopup } from './popup.ts'
import { createPresence } from './presence.ts'
import { createRedactor } from './redact.ts'
import { createReplica } from './replica.ts'
import { createSecrets } from './secrets.ts'
import { createSettings } from './settings.ts'
import { createTickets } from './tickets.ts'
import { systemTimers as timers } from './timers.ts'
import { createPhoneWindow } from './window.ts'

const { platform, env } = process
const clock = Date.now
const random = Math.random
const hex = (bytes: number) => randomBytes(bytes).toString('hex')
/** Where the build puts everything: this file is `main/index.js` in it. */
const built = (...path: string[]) => join(import.meta.dirname, '..', ...path)

function run(): void {
  const redactor = createRedactor()
  const log = createLog(join(app.getPath('logs'), 'main.log'), redactor)
  carryOn(process, log)
  const store = new ElectronStore({ clearInvalidConfig: true })
  // electron-store answers any page about our folders; only ipc.ts may listen.
  ipcMain.removeAllListeners('electron-store-get-data')
  const settings = createSettings(store, log)
  const secrets = createSecrets({ store, safeStorage, platform, redactor, log })
  const country = knownCountry(settings.country ?? app.getLocaleCountryCode())

  const replica = createReplica({ clock, log })
  const send = (message: MainMessage) => {
    ipc.send(message)
  }
  const lostCalls = createLostCalls({ replica, send, clock, timers, log })
  const pin = createCertificatePin(session.defaultSession)
  const tickets = createTickets({
    send(message) {
      ipc.send(message)
      reachable.recheck()
    },
    clock,
    timers,
    random,
    log,
  })
  const lines = createLines({
    open: createOpenLine({
      practice: practiceSetup(env, userInfo().username, hex),
      servers: createBundledServers(
        { tokenService: built('main', 'token-service.js'), exchange: built('main', 'exchange.js') },
        {
          fork: (file, serviceName) =>
            asForked(utilityProcess.fork(file, [], { serviceName, stdio: 'pipe' })),
          timers,
          random,
          log,
        },
      ),
      local: { fetch, clock },
      // A session of its own: no cookies, no page guard, the system's proxy.
      remote: { fetch: (url, init) => session.fromPartition('token-service').fetch(url, init), clock },
      hex,
      redactor,
    }),
    settings,
    secrets,
    inCall: () => replica.phone.calls.length > 0,
    onEvent(event) {
      if (event.type === 'none') return tickets.none(event.state, event.words)
      pin.use(event.source.fingerprint)
      if (event.type === 'back') return reachable.hurry()
      house.put({ line: lines.summary })
      tickets.use(event.source, event.ticket)
    },
    timers,
    log,
  })

  const house = createHouseBoard(
    {
      line: lines.summary,
      reach: { verdict: 'no', obstacle: 'not-registered', since: clock() },
      quiet: { until: null, manner: 'silent', system: 'unknown' },
      ringing: { devices: [] },
      recents: [],
    },
    (message) => ipc.send(message),
  )
  const iconFile = app.isPackaged
    ? join(process.resourcesPath, 'icon.png')
    : join(app.getAppPath(), 'build', 'icon.png')
  const page = choosePage(env['ELECTRON_RENDERER_URL'], app.isPackaged)
  const popupUrl = besidePage(page, 'popup.html')
  servePage(protocol, built('renderer'))
  guardPage({
    session: session.defaultSession,
    page,
    signallingHost: () => lines.source?.signallingHost,
    log,
  })
  limitPermissions({ session: session.defaultSession, page, platform, systemPreferences })

  const ipc = openIpc({
    ipcMain,
    doors: {
      phone: phoneDoor(page, () => window.current?.webContents),
      popup: popupDoor(popupUrl, () => alerting.contents),
    },
    onSnapshot: (snapshot) => {
      replica.accept(snapshot)
    },
    answers: {
      hello() {
        reachable.forget()
        replica.begin()
        lostCalls.hello()
        tickets.hello()
        return { version: app.getVersion(), country, house: house.current }
      },
      'renew-ticket': () => tickets.renew(),
      'choose-line': ({ choice }) => lines.choose(choice),
      async 'call-me'() {
        try {
          await lines.source?.callMe?.()
          return lines.source?.callMe
            ? { ok: true }
            : { ok: false, problem: 'Only the practice line can call you.' }
        } catch (error) {
          return { ok: false, problem: reasonOf(error) }
        }
      },
      evidence({ evidence }) {
        alerting.microphone(evidence.microphone)
        reachable.evidence(evidence)
        return { ok: true }
      },
      'set-quiet': (request) => presence.answers['set-quiet'](request),
      'set-ringing': (request) => presence.answers['set-ringing'](request),
      'recents-seen': (request) => presence.answers['recents-seen'](request),
      'popup-view': () => alerting.view,
      answer: ({ answer }) => alerting.answer(answer),
      'test-ring': () => alerting.testRing(),
    },
    log,
  })

  setMenu(Menu, platform, !app.isPackaged)
  const window = createPhoneWindow({
    create: (options) => new BrowserWindow(options),
    page,
    development: !app.isPackaged,
    clock,
    preload: built('preload', 'index.cjs'),
    icon: iconFile,
    screen,
    theme: nativeTheme,
    settings,
    insteadOfClosing: () => presence.insteadOfClosing(),
    onPageGone() {
      ipc.pageGone()
      lostCalls.pageGone()
      reachable.forget()
      replica.gone('phone-gone')
    },
    log,
  })
  const notifier = createNativeNotifier({
    platform,
    env,
    ElectronNotification: Notification,
    iconFile,
    clock,
    timers,
    log,
  })
  const presence = createPresence({
    app,
    platform,
    env,
    replica,
    house,
    settings,
    notifier,
    country,
    window: () => window.current,
    onOpen: () => {
      window.show()
    },
    onCommand: (command) => {
      ipc.send({ type: 'command', command })
    },
    clock,
    timers,
    log,
  })
  const alerting = alertToCalls({
    replica,
    house,
    notifier,
    popup: createPopup({
      create: (options) => new BrowserWindow(options),
      url: popupUrl,
      preload: built('preload', 'index.cjs'),
      platform,
      screen,
      theme: nativeTheme,
      development: !app.isPackaged,
      log,
    }),
    attention: { dock: app.dock, window: () => window.current },
    country,
    desktop: desktopFrom(platform, env['XDG_CURRENT_DESKTOP']),
    line: () => ({ kind: lines.summary.kind, callMe: lines.source?.callMe ?? null }),
    audible: () => window.current?.webContents.isCurrentlyAudible() ?? false,
    onCommand: (command) => {
      ipc.send({ type: 'command', command })
    },
    onOpen: () => {
      window.show()
    },
    clock,
    timers,
    log,
  })

  const reachable = keepReachable({
    replica,
    house,
    tickets,
    notifier,
    source: () => lines.source,
    powerMonitor,
    send,
    clock,
    timers,
    random,
    log,
  })

  app.on('second-instance', () => {
    window.show()
  })
  app.on('activate', () => {
    window.show()
  })
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit()
  })
  quitCleanly(app, () => Promise.all([alerting.stop(), presence.stop(), lines.close()]), log)
  void lines.start()
}

registerPageScheme(protocol)
if (claimIdentity(app)) void app.whenReady().then(run)
else app.quit()
