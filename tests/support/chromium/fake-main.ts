import type { Page } from '@playwright/test'
import * as v from 'valibot'
import {
  RequestSchema,
  SnapshotSchema,
  type MainMessage,
  type OffhookBridge,
  type Snapshot,
  type Ticket,
} from '../../../src/shared/contract.ts'
import { createJournal, type Journal } from '../events/event-recorder.ts'
import { aHouse } from '../state/app-state.ts'

declare global {
  interface Window {
    mainRequest(request: unknown): Promise<unknown>
    mainPublish(snapshot: unknown): Promise<void>
    mainListeners: ((message: unknown) => void)[]
  }
}

/** Replaces main for the page: receives the state of the phone and sends commands. */
export interface MainStandIn {
  readonly snapshots: Journal<Snapshot>
  /** Requests that no schema accepts, and log lines of level error. A test expects none. */
  readonly complaints: readonly string[]
  send(message: MainMessage): Promise<void>
}

/**
 * Provides the preload script's object in the page and replaces main, with the same schemas. It
 * answers the handshake with an AccessToken from `ticket`, and every later request for one with a fresh one.
 */
export async function standInForMain(page: Page, ticket: () => Ticket): Promise<MainStandIn> {
  const snapshots = createJournal<Snapshot>('snapshots of the page')
  const complaints: string[] = []

  const send = (message: MainMessage): Promise<void> =>
    page.evaluate((sent) => {
      for (const listener of window.mainListeners) listener(sent)
    }, message)

  async function answer(raw: unknown): Promise<unknown> {
    const request = v.safeParse(RequestSchema, raw)
    if (!request.success) {
      complaints.push(`${JSON.stringify(raw)}: ${request.issues[0].message}`)
      return { ok: false, problem: 'Offhook does not know that request.' }
    }
    switch (request.output.type) {
      case 'hello':
        setImmediate(() => void send({ type: 'ticket', ticket: ticket() }))
        return { version: '0.0.0', country: 'US', house: aHouse() }
      case 'renew-ticket':
        setImmediate(() => void send({ type: 'ticket', ticket: ticket() }))
        return { ok: true }
      case 'log':
        if (request.output.level === 'error') complaints.push(request.output.text)
        return { ok: true }
      default:
        return { ok: true }
    }
  }

  await page.exposeFunction('mainRequest', answer)
  await page.exposeFunction('mainPublish', (raw: unknown) => {
    const snapshot = v.safeParse(SnapshotSchema, raw)
    if (snapshot.success) snapshots.add(snapshot.output)
    else complaints.push(`A snapshot cannot be read: ${snapshot.issues[0].message}`)
  })
  await page.addInitScript(() => {
    window.mainListeners = []
    const bridge: OffhookBridge = {
      publish: (snapshot) => void window.mainPublish(snapshot),
      request: (request) => window.mainRequest(request),
      subscribe(listener) {
        window.mainListeners.push(listener)
        return () => {
          window.mainListeners = window.mainListeners.filter((each) => each !== listener)
        }
      },
    }
    Object.defineProperty(window, 'offhook', { value: bridge })
  })
  return { snapshots, complaints, send }
}
