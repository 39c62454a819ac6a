import { setTimeout as pause } from 'node:timers/promises'
import type { Desktop } from '../support/desktop/desktop.ts'
import type { NotificationEventOf, NotificationWatch } from '../support/desktop/watch.ts'
import type { ExchangeEvent } from '../../exchange/model/events.ts'
import { launchOffhook, type OffhookUnderTest } from '../support/app/launch.ts'
import type { ExchangeControl } from '../support/exchange/control.ts'
import type { FaultLaunch } from './launch.ts'

export const IDENTITY = 'maria'
const CALLER = { from: '+12025550142', to: '+12025550100', callerName: 'Ada Lovelace' }

type Shown = NotificationEventOf<'shown'>

/** Offhook on a desktop, and a person in front of it. */
export interface FaultTestbed {
  readonly offhook: OffhookUnderTest
  readonly desktop: Desktop
  readonly watch: NotificationWatch
  /** The exchange's levers; another one after its process has died. */
  exchange: ExchangeControl
  trouble(kind: string, more?: object): Promise<void>
  /** Everything the window says now, even when its page has just been started again. */
  text(): Promise<string>
  /** Waits until the window says this; answers the words that matched. */
  says(words: RegExp, timeoutMs?: number): Promise<string>
  saysNoMore(words: RegExp, timeoutMs?: number): Promise<void>
  /** Where the exchange's event recorder is now. */
  mark(): number
  /** Registered again since the mark; answers how many milliseconds after `since` that was seen. */
  backAfter(mark: number, since: number): Promise<number>
  /**
   * Calls are placed, each when the one before could not be delivered, until one is notified; answers how many milliseconds
   * after `since` that was. The call is accepted on the notification, and ended at the far end. Rejects after 15 s.
   */
  ringsAfter(since: number): Promise<number>
  /** Somebody calls; the notification of it, and how long that took. */
  ring(): Promise<{ readonly sid: string; readonly shown: Shown; readonly ms: number; readonly from: number }>
  /** Rings, accepts on the notification, is connected, hangs up at the far end; answers ms from call to notification. */
  takeCall(): Promise<number>
  /** Accepts on the notification and waits until both are connected; answers the caller's CallSid. */
  talk(): Promise<string>
  hangUp(sid: string): Promise<void>
  /** A number of milliseconds in which nothing is done: what the fault itself lasts. */
  lasts(ms: number): Promise<void>
}

export async function openFaultTestbed({
  executable,
  program,
  desktop,
  launch = {},
}: {
  readonly executable: string
  readonly program: string
  readonly desktop: Desktop
  readonly launch?: FaultLaunch
}): Promise<FaultTestbed & { close(): Promise<void> }> {
  const watch = await desktop.watchNotifications()
  const usual = { executable, desktop, identity: IDENTITY, program: [program] }
  const special = typeof launch === 'function' ? await launch(usual) : launch
  const offhook = await launchOffhook({ ...usual, ...special })
  await offhook.exchange.next('registered', { identity: IDENTITY })

  const text = (): Promise<string> =>
    offhook.app
      .evaluate(async ({ BrowserWindow }) => {
        const pages = BrowserWindow.getAllWindows().filter(
          (one) => !one.webContents.getURL().endsWith('popup.html'),
        )
        const said: unknown = await pages[0]?.webContents.executeJavaScript('document.body.innerText')
        return String(said)
      })
      // A page that has just died says nothing.
      .catch(() => '')

  async function poll<T>(what: string, timeoutMs: number, look: () => Promise<T | undefined>): Promise<T> {
    const end = Date.now() + timeoutMs
    for (;;) {
      const found = await look()
      if (found !== undefined) return found
      if (Date.now() > end)
        throw new Error(`${what} within ${timeoutMs} ms; it said: ${(await text()).slice(0, 300)}`)
      await pause(25)
    }
  }

  const testbed: FaultTestbed = {
    offhook,
    desktop,
    watch,
    exchange: offhook.exchange,
    async trouble(kind, more = {}) {
      await testbed.exchange.request('POST', '/trouble', { kind, ...more })
    },
    text,
    says: (words, timeoutMs = 20_000) =>
      poll(`The window did not say ${String(words)}`, timeoutMs, async () => words.exec(await text())?.[0]),
    saysNoMore: (words, timeoutMs = 10_000) =>
      poll(`The window still said ${String(words)}`, timeoutMs, async () =>
        words.test(await text()) ? undefined : true,
      ).then(() => undefined),
    mark: () => testbed.exchange.events.entries.length,
    async backAfter(mark, since) {
      await testbed.exchange.next('registered', { identity: IDENTITY }, { from: mark, timeoutMs: 45_000 })
      return Date.now() - since
    },
    async ringsAfter(began) {
      const shown = watch.next('shown', isAlert, { since: watch.events.length })
      for (;;) {
        const from = testbed.mark()
        const sid = await testbed.exchange.placeCall(CALLER)
        const ended = testbed.exchange.next('ended', { callSid: sid }, { from, timeoutMs: 60_000 })
        const first = await Promise.race([shown, ended])
        if (first.type === 'ended') continue
        const ms = Date.now() - began
        await acceptShown(testbed, { sid, shown: first, from })
        await testbed.hangUp(sid)
        return ms
      }
    },
    async ring() {
      const since = watch.events.length
      const from = testbed.mark()
      const started = Date.now()
      const sid = await testbed.exchange.placeCall(CALLER)
      const shown = await watch.next('shown', isAlert, { since })
      return { sid, shown, ms: Date.now() - started, from }
    },
    async takeCall() {
      const { sid, ms } = await accept(testbed)
      await testbed.hangUp(sid)
      return ms
    },
    async talk() {
      return (await accept(testbed)).sid
    },
    async hangUp(sid) {
      await testbed.exchange.request('POST', `/calls/${sid}/hangup`)
      await testbed.exchange.next('ended', { callSid: sid })
      await testbed.saysNoMore(/Hang up/)
    },
    lasts: (ms) => pause(ms),
  }
  return Object.assign(testbed, {
    async close() {
      watch.stop()
      testbed.exchange.close()
      // A phone with a call asks before it quits, and nobody is there to answer.
      const late = setTimeout(() => offhook.app.process().kill('SIGKILL'), 5_000)
      await offhook.app.close().catch(() => undefined)
      clearTimeout(late)
    },
  })
}

async function accept(testbed: FaultTestbed): Promise<{ sid: string; ms: number }> {
  const { sid, shown, ms, from } = await testbed.ring()
  await acceptShown(testbed, { sid, shown, from })
  return { sid, ms }
}

/** Accepts on the notification, and waits until both are connected and the window shows it. */
async function acceptShown(
  testbed: FaultTestbed,
  { sid, shown, from }: { readonly sid: string; readonly shown: Shown; readonly from: number },
): Promise<void> {
  await testbed.desktop.notifications?.press('Accept')
  await testbed.exchange.next('bridged', { callSid: sid }, { from })
  await testbed.watch.next('closed', ({ id }) => id === shown.id)
  await testbed.says(/Hang up/)
}

/** A notification of a ringing call, among others such as missed calls. */
export const isAlert = ({ actions }: Shown): boolean => actions.some(({ key }) => key === 'accept')

/** Events of the exchange since a mark, of one type. */
export function since(testbed: FaultTestbed, mark: number, type: ExchangeEvent['type']): number {
  return testbed.exchange.events.entries.slice(mark).filter((event) => event.type === type).length
}
