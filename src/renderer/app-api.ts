import type { OffhookBridge } from '../shared/ipc/contract.ts'
import { detach } from '../../common/lib/detach.ts'
import type { PageLog } from './log.ts'
import type { MainBridge } from './telephony/main-bridge.ts'
import type { ClickedLink, LoadedAppState, AppApi } from './ui/context/app-api.ts'

declare global {
  interface Window {
    /** Added by the preload script. */
    readonly offhook: OffhookBridge
  }
}

interface AppApiDeps {
  readonly bridge: Pick<MainBridge, 'request' | 'onAppState' | 'onPhoneLink' | 'onWindowShown' | 'onPage'>
  readonly log: Pick<PageLog, 'warn'>
  /** Called with the country whose numbers need no prefix. */
  readonly onCountry: (country: string) => void
  /** Schedules `work`: main may not be ready when the page is. */
  readonly later: (work: () => void) => void
  /** Starts the next attempt to register now. */
  readonly retryNow: () => void
  /** Rejects if access to the microphone is denied. */
  readonly askForMicrophone: () => Promise<void>
}

/** The API of the views: keeps the state that main sends, and sends requests to main. */
export function createAppApi({
  bridge,
  onCountry,
  later,
  retryNow,
  askForMicrophone,
  log,
}: AppApiDeps): AppApi {
  const listeners = new Set<() => void>()
  let state: LoadedAppState | null = null
  let link: ClickedLink | null = null
  let hasFailed = false

  function setState(next: LoadedAppState): void {
    state = next
    onCountry(next.country)
    for (const listener of listeners) listener()
  }

  bridge.onAppState((appState) => {
    if (state) setState({ ...state, ...appState })
  })

  bridge.onPhoneLink((arrived) => {
    link = { ...arrived, number: (link?.number ?? 0) + 1 }
    for (const listener of listeners) listener()
  })

  async function load(): Promise<void> {
    try {
      const { appState, ...rest } = await bridge.request({ type: 'handshake' })
      setState({ ...rest, ...appState })
    } catch (error) {
      if (!hasFailed) log.warn('The handshake with main failed and is repeated:', error)
      hasFailed = true
      later(handshake)
    }
  }
  const handshake = () => detach(load(), log, 'The state of the app could not be loaded')
  handshake()

  return {
    get state() {
      return state
    },
    get clickedLink() {
      return link
    },
    subscribe(onChange) {
      listeners.add(onChange)
      return () => {
        listeners.delete(onChange)
      }
    },
    onWindowShown: (listener) => bridge.onWindowShown(listener),
    onShowPage: (listener) => bridge.onPage(listener),
    request: bridge.request,
    showNumberMenu: (text) => bridge.request({ type: 'show-number-menu', text }),
    quit: () => bridge.request({ type: 'quit' }),
    async selectConnection(choice) {
      const check = await bridge.request({ type: 'select-connection', choice })
      if (check.ok && state) setState({ ...state, connection: check.summary })
      return check
    },
    requestPracticeCall: () => bridge.request({ type: 'request-practice-call' }),
    setDoNotDisturb: (doNotDisturb) => bridge.request({ type: 'set-do-not-disturb', doNotDisturb }),
    setRingSettings: (ringSettings) => bridge.request({ type: 'set-ring-settings', ringSettings }),
    markRecentsSeen: () => bridge.request({ type: 'mark-recents-seen' }),
    checkLinkHandler: () => bridge.request({ type: 'check-link-handler' }),
    setLinkHandler: (on) => bridge.request({ type: 'set-link-handler', on }),
    setUpdateChannel: (channel) => bridge.request({ type: 'set-update-channel', channel }),
    checkUpdates: () => bridge.request({ type: 'check-updates' }),
    installUpdate: () => bridge.request({ type: 'install-update' }),
    showLicences: () => bridge.request({ type: 'show-licences' }),
    exportDiagnostics: () => bridge.request({ type: 'export-diagnostics' }),
    runSelfTest: () => bridge.request({ type: 'run-self-test' }),
    reconnect() {
      retryNow()
      return bridge.request({ type: 'refresh-token' })
    },
    requestMicrophone: askForMicrophone,
  }
}
