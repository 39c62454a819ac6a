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
import { isOnThisComputer } from '../../shared/domain/exchange-address.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import type { PageLog } from '../log.ts'
import type { SignallingActivity, TelephonyLine } from './telephony-line.ts'
import type { PhoneController } from './phone-controller.ts'

/** The renderer's end of the conversation with main. */
export interface MainBridge {
  readonly request: SendRequest
  /** Something main knows has changed; hears all of it. Answers how to stop. */
  onAppState(listener: (house: AppState) => void): () => void
  /** Somebody clicked a phone link. Answers how to stop. */
  onPhoneLink(listener: (link: PhoneLink) => void): () => void
  /** Subscribes to the window becoming visible. Returns a function that unsubscribes. */
  onWindowShown(listener: () => void): () => void
  /** Subscribes to page choices in the application menu. Returns a function that unsubscribes. */
  onPage(listener: (page: PageName) => void): () => void
  /** The token no longer works: main gets a fresh ticket. Never rejects. */
  refreshToken(): void
  /** Stops listening and publishing. */
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
 * Joins the phone to main: snapshots out, numbered and whole; tickets and commands in. Whatever main sends that
 * is not in the contract is dropped. It publishes once at the start.
 */
export function createMainBridge({ bridge, phone, line, clock, network, log }: MainBridgeDeps): MainBridge {
  const appStateListeners = new Set<(house: AppState) => void>()
  const linkListeners = new Set<(link: PhoneLink) => void>()
  const windowShownListeners = new Set<() => void>()
  const pageListeners = new Set<(page: PageName) => void>()
  let accessToken: AccessToken | null = null
  let revision = 0
  let publishing = false
  let closed = false
  /** Refused in the middle of a call: a person is not thrown out of it, but it is the last one. */
  let unregisterWhenIdle = false

  function changed(): void {
    if (unregisterWhenIdle && phone.state.calls.length === 0) unregister()
    publishSoon()
  }

  function publishSoon(): void {
    if (publishing) return
    publishing = true
    // One change often causes another: main gets their sum.
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
      // While the token in use still works, calls still arrive: the line itself says when that is over.
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
    void line.unregister()
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
    // The socket may have outlived the gap: opening again makes the line say how it stands.
    line.register(accessToken)
    // And where it has not: nobody waits for the next attempt to come round.
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
    const reply: unknown = await bridge.request(message)
    return v.parse(REQUESTS[type].reply, reply)
  }

  const unsubscribe = [bridge.subscribe(receive), phone.subscribe(changed), line.onActivity(acknowledged)]
  network.addEventListener('offline', handleOffline)
  network.addEventListener('online', handleOnline)
  publishSoon()

  return {
    request,
    onAppState(listener) {
      appStateListeners.add(listener)
      return () => void appStateListeners.delete(listener)
    },
    onPhoneLink(listener) {
      linkListeners.add(listener)
      return () => void linkListeners.delete(listener)
    },
    onWindowShown(listener) {
      windowShownListeners.add(listener)
      return () => void windowShownListeners.delete(listener)
    },
    onPage(listener) {
      pageListeners.add(listener)
      return () => void pageListeners.delete(listener)
    },
    refreshToken() {
      request({ type: 'refresh-token' }).catch((error: unknown) => {
        log.warn('The request for a new token did not reach main:', error)
      })
    },
    close() {
      closed = true
      for (const stop of unsubscribe) stop()
      network.removeEventListener('offline', handleOffline)
      network.removeEventListener('online', handleOnline)
    },
  }
}
