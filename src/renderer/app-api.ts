import type { OffhookBridge } from '../shared/ipc/contract.ts'
import type { MainBridge } from './telephony/main-bridge.ts'
import type { ClickedLink, LoadedAppState, AppApi } from './ui/context/app-api.ts'

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly offhook: OffhookBridge
  }
}

interface HostOptions {
  readonly bridge: Pick<MainBridge, 'request' | 'onAppState' | 'onPhoneLink' | 'onWindowShown' | 'onPage'>
  /** Main has said which country's numbers need no prefix. */
  readonly onCountry: (country: string) => void
  /** Does the work after a while: main may not be listening yet when the page is. */
  readonly later: (work: () => void) => void
  /** Makes the next attempt to register now. */
  readonly retryNow: () => void
  /** Rejects when the microphone may not be used. */
  readonly askForMicrophone: () => Promise<void>
}

/** The program around the window, as the views see it: what main says, kept; what they ask, passed on. */
export function createAppApi({ bridge, onCountry, later, retryNow, askForMicrophone }: HostOptions): AppApi {
  const listeners = new Set<() => void>()
  let facts: LoadedAppState | null = null
  let link: ClickedLink | null = null

  function learn(next: LoadedAppState): void {
    facts = next
    onCountry(next.country)
    for (const listener of listeners) listener()
  }

  bridge.onAppState((house) => {
    if (facts) learn({ ...facts, ...house })
  })

  bridge.onPhoneLink((arrived) => {
    link = { ...arrived, number: (link?.number ?? 0) + 1 }
    for (const listener of listeners) listener()
  })

  async function greet(): Promise<void> {
    try {
      const { appState, ...welcome } = await bridge.request({ type: 'handshake' })
      learn({ ...welcome, ...appState })
    } catch {
      later(() => void greet())
    }
  }
  void greet()

  return {
    get state() {
      return facts
    },
    get clickedLink() {
      return link
    },
    subscribe(onChange) {
      listeners.add(onChange)
      return () => void listeners.delete(onChange)
    },
    onWindowShown: (listener) => bridge.onWindowShown(listener),
    onShowPage: (listener) => bridge.onPage(listener),
    showNumberMenu: (text) => bridge.request({ type: 'show-number-menu', text }),
    quit: () => bridge.request({ type: 'quit' }),
    async selectConnection(choice) {
      const check = await bridge.request({ type: 'select-connection', choice })
      if (check.ok && facts) learn({ ...facts, connection: check.summary })
      return check
    },
    requestPracticeCall: () => bridge.request({ type: 'request-practice-call' }),
    setDoNotDisturb: (quiet) => bridge.request({ type: 'set-do-not-disturb', doNotDisturb: quiet }),
    setRingSettings: (ringing) => bridge.request({ type: 'set-ring-settings', ringSettings: ringing }),
    markRecentsSeen: () => bridge.request({ type: 'mark-recents-seen' }),
    checkLinkHandler: () => bridge.request({ type: 'check-link-handler' }),
    setLinkHandler: (on) => bridge.request({ type: 'set-link-handler', on }),
    setUpdateChannel: (channel) => bridge.request({ type: 'set-update-channel', channel }),
    checkUpdates: () => bridge.request({ type: 'check-updates' }),
    installUpdate: () => bridge.request({ type: 'install-update' }),
    showLicences: () => bridge.request({ type: 'show-licences' }),
    runSelfTest: () => bridge.request({ type: 'run-self-test' }),
    reconnect() {
      retryNow()
      return bridge.request({ type: 'refresh-token' })
    },
    requestMicrophone: askForMicrophone,
  }
}
