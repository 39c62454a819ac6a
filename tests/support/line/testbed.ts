/** The real SDK in a real browser engine, and the real exchange, as a harness for the promises of a telephone line. */
import type { Page } from '@playwright/test'
import type { AccessToken } from '../../../src/shared/ipc/contract.ts'
import type { TelephonyEvent } from '../../../src/shared/domain/events.ts'
import type {
  LineHarness,
  LineReport,
  RemoteLine,
  TicketKind,
} from '../../conformance/telephony-line/harness.ts'
import { accessToken } from '../app/account.ts'
import { createEventRecorder, type EventRecorder } from '../events/event-recorder.ts'
import { startLineChromium } from './chromium.ts'
import { startLineElectron } from './electron.ts'
import { farEndOf } from './far-end.ts'
import type { LineBrowser } from './line-browser.ts'
import { startSimulator, type SimulatorFixture } from './simulator-fixture.ts'

/** One browser and one exchange for many harnesses, each with an identity of its own. */
export interface LineTestbed {
  readonly simulator: SimulatorFixture
  harness(): Promise<LineHarness>
  close(): Promise<void>
}

export async function openLineTestbed(engine: 'electron' | 'chromium'): Promise<LineTestbed> {
  const simulator = await startSimulator()
  const { fingerprint, pem } = simulator.exchange.certificate
  const browser = await (engine === 'electron' ? startLineElectron(fingerprint) : startLineChromium(pem))
  const first = await browser.firstWindow()
  let reports: EventRecorder<LineReport> = createEventRecorder('line')
  let people = 0
  await first.exposeFunction('lineReport', (report: LineReport) => reports.add(report))

  return {
    simulator,
    async harness() {
      const identity = `maria_${++people}`
      const page = await browser.firstWindow()
      reports = createEventRecorder<LineReport>(`line of ${identity}`)
      return {
        identity,
        reports,
        line: lineIn(page, (kind) => tokenFor(simulator, identity, kind, people)),
        far: farEndOf({
          simulator,
          browser,
          identity,
          other: () => otherDevice(browser, simulator, identity),
        }),
        async close() {
          await browser.microphone('works')
          await page.evaluate(() => window.line.unregister())
        },
      }
    },
    async close() {
      await browser.close()
      await simulator.close()
    },
  }
}

function tokenFor(
  { account, signallingHost }: SimulatorFixture,
  identity: string,
  kind: TicketKind,
  salt: number,
): AccessToken {
  const signer = kind === 'refused' ? { ...account, apiKeySecret: 'not the secret of this key' } : account
  // Tokens made in the same second are told apart by how long they live.
  const ttl = kind === 'another-good' ? 3_000 + salt : 3_600
  return { token: accessToken(signer, identity, ttl), identity, signallingHost }
}

function lineIn(page: Page, token: (kind: TicketKind) => AccessToken): RemoteLine {
  return {
    open: (kind) => page.evaluate((given) => window.line.register(given), token(kind)),
    accept: (id) => page.evaluate((call) => window.line.accept(call), id),
    reject: (id) => page.evaluate((call) => window.line.reject(call), id),
    hangup: (id) => page.evaluate((call) => window.line.hangup(call), id),
    dial: (id, to) => page.evaluate(([call, number]) => window.line.dial(call, number), [id, to] as const),
    mute: (id, muted) => page.evaluate(([call, on]) => window.line.mute(call, on), [id, muted] as const),
    sendDigits: (id, digits) =>
      page.evaluate(([call, keys]) => window.line.sendDigits(call, keys), [id, digits] as const),
    restart: () => page.evaluate(() => window.line.reconnect()),
    close: () => page.evaluate(() => window.line.unregister()),
  }
}

/** A second telephone of the same person. */
async function otherDevice(browser: LineBrowser, simulator: SimulatorFixture, identity: string) {
  const page = await browser.anotherWindow()
  const recorder = createEventRecorder<TelephonyEvent>('the other device')
  await page.exposeFunction('lineReport', (event: TelephonyEvent) => recorder.add(event))
  await page.evaluate(
    (token) => window.line.register(token),
    tokenFor(simulator, identity, 'another-good', 500),
  )
  await recorder.waitFor('registration-registered', ({ type }) => type === 'registration-registered')
  return {
    async accepts() {
      const incoming = await recorder.waitFor('incoming', ({ type }) => type === 'incoming')
      if (incoming.type === 'incoming') await page.evaluate((id) => window.line.accept(id), incoming.id)
      await recorder.waitFor('open', ({ type }) => type === 'connected')
    },
    leaves: () => page.close(),
  }
}
