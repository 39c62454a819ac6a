import type { OffhookBridge } from '../shared/ipc/contract.ts'
import type { MainBridge } from './telephony/main-bridge.ts'
import type { ArrivedLink, Facts, Host } from './ui/context/app-api.ts'

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly offhook: OffhookBridge
  }
}

interface HostOptions {
  readonly bridge: Pick<MainBridge, 'request' | 'onHouse' | 'onLink' | 'onPlaced' | 'onPage'>
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
export function createHost({ bridge, onCountry, later, retryNow, askForMicrophone }: HostOptions): Host {
  const listeners = new Set<() => void>()
  let facts: Facts | null = null
  let link: ArrivedLink | null = null

  function learn(next: Facts): void {
    facts = next
    onCountry(next.country)
    for (const listener of listeners) listener()
  }

  bridge.onHouse((house) => {
    if (facts) learn({ ...facts, ...house })
  })

  bridge.onLink((arrived) => {
    link = { ...arrived, number: (link?.number ?? 0) + 1 }
    for (const listener of listeners) listener()
  })

  async function greet(): Promise<void> {
    try {
      const { house, ...welcome } = await bridge.request({ type: 'hello' })
      learn({ ...welcome, ...house })
    } catch {
      later(() => void greet())
    }
  }
  void greet()

  return {
    get facts() {
      return facts
    },
    get link() {
      return link
    },
    subscribe(onChange) {
      listeners.add(onChange)
      return () => void listeners.delete(onChange)
    },
    onPlaced: (listener) => bridge.onPlaced(listener),
    onPage: (listener) => bridge.onPage(listener),
    numberMenu: (text) => bridge.request({ type: 'number-menu', text }),
    quit: () => bridge.request({ type: 'quit' }),
    async chooseLine(choice) {
      const check = await bridge.request({ type: 'choose-line', choice })
      if (check.ok && facts) learn({ ...facts, line: check.summary })
      return check
    },
    callMe: () => bridge.request({ type: 'call-me' }),
    setQuiet: (quiet) => bridge.request({ type: 'set-quiet', quiet }),
    setRinging: (ringing) => bridge.request({ type: 'set-ringing', ringing }),
    recentsSeen: () => bridge.request({ type: 'recents-seen' }),
    lookAtLinks: () => bridge.request({ type: 'look-at-links' }),
    setLinks: (on) => bridge.request({ type: 'set-links', on }),
    setChannel: (channel) => bridge.request({ type: 'set-channel', channel }),
    checkUpdates: () => bridge.request({ type: 'check-updates' }),
    installUpdate: () => bridge.request({ type: 'install-update' }),
    showLicences: () => bridge.request({ type: 'show-licences' }),
    testRing: () => bridge.request({ type: 'test-ring' }),
    tryAgain() {
      retryNow()
      return bridge.request({ type: 'renew-ticket' })
    },
    allowMicrophone: askForMicrophone,
  }
}
