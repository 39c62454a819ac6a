import type { Page } from '@playwright/test'
import * as v from 'valibot'
import {
  REQUESTS,
  SnapshotSchema,
  type MainMessage,
  type OffhookBridge,
  type Snapshot,
  type AccessToken,
} from '../../../src/shared/ipc/contract.ts'
import { RequestSchema } from '../ipc/request-schema.ts'
import { createEventRecorder, type EventRecorder } from '../events/event-recorder.ts'
import { anAppState } from '../state/app-state.ts'

declare global {
  interface Window {
    mainRequest(request: unknown): Promise<unknown>
    mainPublish(snapshot: unknown): Promise<void>
    mainListeners: ((message: unknown) => void)[]
  }
}

/** Replaces main for the page: receives the state of the phone and sends commands. */
export interface FakeMain {
  readonly snapshots: EventRecorder<Snapshot>
  /** Requests that no schema accepts, and log lines of level error. A test expects none. */
  readonly pageErrors: readonly string[]
  send(message: MainMessage): Promise<void>
}

/**
 * Provides the preload script's object in the page and replaces main, with the same schemas. It sends an AccessToken from
 * `createToken` after the handshake and after every `refresh-token` request.
 */
export async function provideFakeMain(page: Page, createToken: () => AccessToken): Promise<FakeMain> {
  const snapshots = createEventRecorder<Snapshot>('snapshots of the page')
  const pageErrors: string[] = []

  const send = (message: MainMessage): Promise<void> =>
    page.evaluate((sent) => {
      for (const listener of window.mainListeners) listener(sent)
    }, message)

  async function answer(raw: unknown): Promise<unknown> {
    const request = v.safeParse(RequestSchema, raw)
    if (!request.success) {
      pageErrors.push(`${JSON.stringify(raw)}: ${request.issues[0].message}`)
      return { ok: false, problem: 'Offhook does not know that request.' }
    }
    switch (request.output.type) {
      case 'handshake':
        setImmediate(() => void send({ type: 'access-token', accessToken: createToken() }))
        return { version: '0.0.0', country: 'US', appState: anAppState() }
      case 'refresh-token':
        setImmediate(() => void send({ type: 'access-token', accessToken: createToken() }))
        return { ok: true }
      case 'log': {
        const { level, text } = v.parse(REQUESTS.log.fields, raw)
        if (level === 'error') pageErrors.push(text)
        return { ok: true }
      }
      default:
        return { ok: true }
    }
  }

  await page.exposeFunction('mainRequest', answer)
  await page.exposeFunction('mainPublish', (raw: unknown) => {
    const snapshot = v.safeParse(SnapshotSchema, raw)
    if (snapshot.success) snapshots.add(snapshot.output)
    else pageErrors.push(`A snapshot cannot be read: ${snapshot.issues[0].message}`)
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
  return { snapshots, pageErrors, send }
}
