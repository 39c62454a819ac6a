import * as v from 'valibot'
import {
  MainMessageSchema,
  REQUESTS,
  type AppState,
  type PhoneLink,
  type MainMessage,
  type OffhookBridge,
  type PageName,
  type Reply,
  type Request,
  type SendRequest,
  type AccessToken,
} from '../../shared/ipc/contract.ts'
import { detach } from '../../../common/lib/detach.ts'
import { isOnThisComputer } from '../../shared/domain/exchange-address.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import type { PageLog } from '../log.ts'
import { createWarnOnce } from './warn-once.ts'
import type { SignallingActivity, TelephonyLine } from './telephony-line.ts'
import type { PhoneController } from './phone-controller.ts'

/** The renderer's connection to main. */
export interface MainBridge {
  readonly request: SendRequest
  /** Subscribes to the AppState, complete after each change. Returns a function that unsubscribes. */
  onAppState(listener: (appState: AppState) => void): () => void
  /** Subscribes to clicked phone links. Returns a function that unsubscribes. */
  onPhoneLink(listener: (link: PhoneLink) => void): () => void
  /** Subscribes to the window becoming visible. Returns a function that unsubscribes. */
  onWindowShown(listener: () => void): () => void
  /** Subscribes to page choices in the application menu. Returns a function that unsubscribes. */
  onPage(listener: (page: PageName) => void): () => void
  /** The token is no longer valid: main fetches another one. Never rejects. */
  refreshToken(): void
  /** Stops receiving and publishing. */
  close(): void
}

interface MainBridgeDeps {
  readonly bridge: OffhookBridge
  readonly phone: PhoneController
  readonly line: TelephonyLine
  readonly clock: () => Timestamp
  /** The window, for its `online` and `offline` events. */
  readonly network: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>
  readonly log: Pick<PageLog, 'warn'>
}

/**
 * Connects the phone to main: sends complete snapshots with a revision, receives AccessTokens and commands. Logs and
 * drops an invalid message. Publishes one snapshot at the start.
 */
export function createMainBridge({ bridge, phone, line, clock, network, log }: MainBridgeDeps): MainBridge {
  const warnOnce = createWarnOnce(log)
  const appStateListeners = new Set<(appState: AppState) => void>()
  const linkListeners = new Set<(link: PhoneLink) => void>()
  const windowShownListeners = new Set<() => void>()
  const pageListeners = new Set<(page: PageName) => void>()
  let accessToken: AccessToken | null = null
  let revision = 0
  let publishing = false
  let closed = false
  /** Sign-in failed during a call: the call continues, and the line is unregistered after it. */
  let unregisterWhenIdle = false

  function changed(): void {
    if (unregisterWhenIdle && phone.state.calls.length === 0) unregister()
    publishSoon()
  }

  function publishSoon(): void {
    if (publishing) return
    publishing = true
    // One change often causes another. All of them are sent as one snapshot.
    queueMicrotask(() => {
      publishing = false
      if (closed) return
      revision += 1
      bridge.publish({ revision, phone: phone.state })
    })
  }

  function handleTokenError(message: Extract<MainMessage, { type: 'token-error' }>): void {
    const { state, reason, detail } = message
    const at = clock()
    if (state === 'offline') {
      const offline = reason === 'connection-changing' ? reason : 'token-service-unreachable'
      // Calls arrive while the current token is valid. The line reports when that ends.
      if (offline === 'token-service-unreachable' && phone.state.registration.state === 'registered') return
      if (offline === 'connection-changing') unregister()
      phone.dispatch({ type: 'registration-offline', at, reason: offline, detail })
      return
    }
    if (reason === 'connection-changing' || reason === 'token-service-unreachable') return
    if (phone.state.calls.length === 0) unregister()
    else unregisterWhenIdle = true
    phone.dispatch({ type: 'registration-rejected', at, reason, detail })
  }

  function unregister(): void {
    accessToken = null
    unregisterWhenIdle = false
    detach(line.unregister(), log, 'The line could not be unregistered')
  }

  function receive(message: unknown): void {
    const parsed = v.safeParse(MainMessageSchema, message)
    if (!parsed.success) {
      log.warn('A message from main is invalid:', parsed.issues[0].message)
      return
    }
    switch (parsed.output.type) {
      case 'access-token':
        accessToken = parsed.output.accessToken
        unregisterWhenIdle = false
        line.register(accessToken)
        return
      case 'token-error':
        handleTokenError(parsed.output)
        return
      case 'command':
        phone.command(parsed.output.command)
        return
      case 'reconnect':
        line.reconnect()
        return
      case 'orphaned-calls':
        for (const call of parsed.output.calls) phone.dispatch({ type: 'orphaned', at: clock(), call })
        return
      case 'phone-link':
        for (const listener of linkListeners) listener(parsed.output.link)
        return
      case 'app-state':
        for (const listener of appStateListeners) listener(parsed.output.appState)
        return
      case 'window-shown':
        for (const listener of windowShownListeners) listener()
        return
      case 'show-page':
        for (const listener of pageListeners) listener(parsed.output.page)
    }
  }

  function handleOffline(): void {
    if (!accessToken || isOnThisComputer(accessToken.signallingHost)) return
    phone.dispatch({ type: 'registration-offline', at: clock(), reason: 'network', detail: null })
  }

  function handleOnline(): void {
    if (!accessToken) return
    // The socket may still be open. Registering again makes the line report its state.
    line.register(accessToken)
    // Otherwise connect now instead of at the next scheduled attempt.
    if (phone.state.registration.state !== 'registered') line.reconnect()
  }

  /** If the browser reports no network although the line is acknowledged, the line's state counts. */
  function acknowledged(sign: SignallingActivity): void {
    if (sign !== 'acknowledged') return
    queueMicrotask(() => {
      const { registration: shown } = phone.state
      if (accessToken && shown.state === 'offline' && shown.reason === 'network') line.register(accessToken)
    })
  }

  async function request<R extends Request>(message: R): Promise<Reply<R['type']>> {
    const type: R['type'] = message.type
    try {
      const reply: unknown = await bridge.request(message)
      return v.parse(REQUESTS[type].reply, reply)
    } catch (error) {
      // Logged here for all callers: a view only shows that the request failed.
      warnOnce(`The request ${type} failed:`, error)
      throw error
    }
  }

  const unsubscribe = [bridge.subscribe(receive), phone.subscribe(changed), line.onActivity(acknowledged)]
  network.addEventListener('offline', handleOffline)
  network.addEventListener('online', handleOnline)
  publishSoon()

  return {
    request,
    onAppState(listener) {
      appStateListeners.add(listener)
      return () => {
        appStateListeners.delete(listener)
      }
    },
    onPhoneLink(listener) {
      linkListeners.add(listener)
      return () => {
        linkListeners.delete(listener)
      }
    },
    onWindowShown(listener) {
      windowShownListeners.add(listener)
      return () => {
        windowShownListeners.delete(listener)
      }
    },
    onPage(listener) {
      pageListeners.add(listener)
      return () => {
        pageListeners.delete(listener)
      }
    },
    refreshToken() {
      detach(request({ type: 'refresh-token' }), log, 'The request for a new token did not reach main')
    },
    close() {
      closed = true
      for (const stop of unsubscribe) stop()
      network.removeEventListener('offline', handleOffline)
      network.removeEventListener('online', handleOnline)
    },
  }
}
