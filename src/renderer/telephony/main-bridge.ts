import * as v from 'valibot'
import {
  MainMessageSchema,
  REPLIES,
  type House,
  type Link,
  type MainMessage,
  type OffhookBridge,
  type PageName,
  type Reply,
  type Request,
  type Ticket,
} from '../../shared/ipc/contract.ts'
import { isOnThisComputer } from '../../shared/domain/exchange-address.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import type { PageLog } from '../log.ts'
import type { Sign, TelephoneLine } from './telephony-line.ts'
import type { PhoneController } from './phone-controller.ts'

/** The renderer's end of the conversation with main. */
export interface MainBridge {
  /** Asks main. Rejects when main refuses to answer, or answers with something else than agreed. */
  request<T extends Request['type']>(request: Extract<Request, { type: T }>): Promise<Reply<T>>
  /** Something main knows has changed; hears all of it. Answers how to stop. */
  onHouse(listener: (house: House) => void): () => void
  /** Somebody clicked a phone link. Answers how to stop. */
  onLink(listener: (link: Link) => void): () => void
  /** Subscribes to the window becoming visible. Returns a function that unsubscribes. */
  onPlaced(listener: () => void): () => void
  /** Subscribes to page choices in the application menu. Returns a function that unsubscribes. */
  onPage(listener: (page: PageName) => void): () => void
  /** The token no longer works: main gets a fresh ticket. Never rejects. */
  renewTicket(): void
  /** Stops listening and publishing. */
  close(): void
}

interface BridgeOptions {
  readonly bridge: OffhookBridge
  readonly phone: PhoneController
  readonly line: TelephoneLine
  readonly clock: () => Timestamp
  /** The window, for its `online` and `offline` events. */
  readonly network: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>
  readonly log: Pick<PageLog, 'warn'>
}

/**
 * Joins the phone to main: snapshots out, numbered and whole; tickets and commands in. Whatever main sends that
 * is not in the contract is dropped. It publishes once at the start.
 */
export function createBridge({ bridge, phone, line, clock, network, log }: BridgeOptions): MainBridge {
  const houseListeners = new Set<(house: House) => void>()
  const linkListeners = new Set<(link: Link) => void>()
  const placedListeners = new Set<() => void>()
  const pageListeners = new Set<(page: PageName) => void>()
  let ticket: Ticket | null = null
  let revision = 0
  let publishing = false
  let closed = false
  /** Refused in the middle of a call: a person is not thrown out of it, but it is the last one. */
  let leaving = false

  function changed(): void {
    if (leaving && phone.state.calls.length === 0) leaveLine()
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

  function withoutTicket(message: Extract<MainMessage, { type: 'no-ticket' }>): void {
    const { state, reason, detail } = message
    const at = clock()
    if (state === 'offline') {
      const offline = reason === 'line-changing' ? reason : 'token-service-unreachable'
      // While the token in use still works, calls still arrive: the line itself says when that is over.
      if (offline === 'token-service-unreachable' && phone.state.line.state === 'ready') return
      if (offline === 'line-changing') leaveLine()
      phone.dispatch({ type: 'line-offline', at, reason: offline, detail })
      return
    }
    if (reason === 'line-changing' || reason === 'token-service-unreachable') return
    if (phone.state.calls.length === 0) leaveLine()
    else leaving = true
    phone.dispatch({ type: 'line-refused', at, reason, detail })
  }

  function leaveLine(): void {
    ticket = null
    leaving = false
    void line.close()
  }

  function hear(message: unknown): void {
    const parsed = v.safeParse(MainMessageSchema, message)
    if (!parsed.success) {
      log.warn('A message from main is invalid:', parsed.issues[0].message)
      return
    }
    switch (parsed.output.type) {
      case 'ticket':
        ticket = parsed.output.ticket
        leaving = false
        line.open(ticket)
        return
      case 'no-ticket':
        withoutTicket(parsed.output)
        return
      case 'command':
        phone.command(parsed.output.command)
        return
      case 'restart-line':
        line.restart()
        return
      case 'lost-calls':
        for (const call of parsed.output.calls) phone.dispatch({ type: 'lost', at: clock(), call })
        return
      case 'link':
        for (const listener of linkListeners) listener(parsed.output.link)
        return
      case 'house':
        for (const listener of houseListeners) listener(parsed.output.house)
        return
      case 'placed':
        for (const listener of placedListeners) listener()
        return
      case 'show-page':
        for (const listener of pageListeners) listener(parsed.output.page)
    }
  }

  function wentOffline(): void {
    if (!ticket || isOnThisComputer(ticket.signallingHost)) return
    phone.dispatch({ type: 'line-offline', at: clock(), reason: 'network', detail: null })
  }

  function cameOnline(): void {
    if (!ticket) return
    // The socket may have outlived the gap: opening again makes the line say how it stands.
    line.open(ticket)
    // And where it has not: nobody waits for the next attempt to come round.
    if (phone.state.line.state !== 'ready') line.restart()
  }

  /** If the browser reports no network although the line is acknowledged, the line's state counts. */
  function acknowledged(sign: Sign): void {
    if (sign !== 'registered') return
    queueMicrotask(() => {
      const { line: shown } = phone.state
      if (ticket && shown.state === 'offline' && shown.reason === 'network') line.open(ticket)
    })
  }

  async function request<T extends Request['type']>(
    message: Extract<Request, { type: T }>,
  ): Promise<Reply<T>> {
    const type: T = message.type
    const reply: unknown = await bridge.request(message)
    return v.parse(REPLIES[type], reply)
  }

  const unsubscribe = [bridge.subscribe(hear), phone.subscribe(changed), line.feel(acknowledged)]
  network.addEventListener('offline', wentOffline)
  network.addEventListener('online', cameOnline)
  publishSoon()

  return {
    request,
    onHouse(listener) {
      houseListeners.add(listener)
      return () => void houseListeners.delete(listener)
    },
    onLink(listener) {
      linkListeners.add(listener)
      return () => void linkListeners.delete(listener)
    },
    onPlaced(listener) {
      placedListeners.add(listener)
      return () => void placedListeners.delete(listener)
    },
    onPage(listener) {
      pageListeners.add(listener)
      return () => void pageListeners.delete(listener)
    },
    renewTicket() {
      request({ type: 'renew-ticket' }).catch((error: unknown) => {
        log.warn('The request for a new token did not reach main:', error)
      })
    },
    close() {
      closed = true
      for (const stop of unsubscribe) stop()
      network.removeEventListener('offline', wentOffline)
      network.removeEventListener('online', cameOnline)
    },
  }
}
