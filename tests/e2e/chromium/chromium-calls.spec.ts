import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { serveFolder } from '../../support/visual-states/serve.ts'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { cspFor } from '../../../src/main/windows/page/page-protocol.ts'
import { accessToken } from '../../support/app/account.ts'
import { MICROPHONE_HZ, startChromium, type Chromium } from '../../support/chromium/launch.ts'
import { provideFakeMain, type FakeMain } from '../../support/chromium/fake-main.ts'
import { pageAudio, recordPeerConnections } from '../../support/chromium/page-audio.ts'
import { startSimulator, type SimulatorFixture } from '../../support/line/simulator-fixture.ts'
import { screen } from '../fixtures/screen.ts'

const CALLER_HZ = 440
/** The practice number that answers and plays 440 Hz. */
const ANSWERS = '(202) 555-0102'
const CODECS = ['opus', 'PCMU'] as const
type Codec = (typeof CODECS)[number]

interface Phone {
  readonly identity: string
  readonly page: Page
  readonly main: FakeMain
}

interface Fixtures {
  /** Opens the built page of the app, registered, in a page of its own. */
  readonly openPhone: (codec: Codec) => Promise<Phone>
}

const test = base.extend<
  Fixtures,
  { readonly exchange: SimulatorFixture; readonly chromium: Chromium; readonly site: string }
>({
  exchange: [
    async ({}, use) => {
      const exchange = await startSimulator()
      await use(exchange)
      await exchange.close()
    },
    { scope: 'worker' },
  ],
  chromium: [
    async ({ exchange }, use) => {
      const chromium = await startChromium(exchange.exchange.certificate.pem)
      await use(chromium)
      await chromium.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  site: [
    async ({}, use) => {
      const folder = join(projectFolder, 'out', 'renderer')
      const site = await serveFolder(folder, { 'content-security-policy': cspFor(null) })
      await use(site.url)
      await site.close()
    },
    { scope: 'worker' },
  ],
  async openPhone({ exchange, chromium, site }, use) {
    const phones: Phone[] = []
    await use(async (codec) => {
      const page = await chromium.context.newPage()
      const identity = `maria_${codec}_${test.info().testId.slice(0, 8)}_${phones.length}`
      await recordPeerConnections(page, codec === 'PCMU' ? codec : undefined)
      const main = await provideFakeMain(page, () => ({
        token: accessToken(exchange.account, identity),
        identity,
        signallingHost: exchange.signallingHost,
      }))
      await page.goto(`${site}/index.html`)
      await main.snapshots.waitFor(
        'a registered phone',
        ({ phone }) => phone.registration.state === 'registered',
      )
      phones.push({ identity, page, main })
      return { identity, page, main }
    })
    for (const { page, main } of phones) {
      await page.close()
      expect(main.pageErrors, 'errors of the page').toEqual([])
    }
  },
})

test('the Chromium of this suite is newer than that of the shipped Electron', async ({ chromium }) => {
  expect(chromium.version).toBeGreaterThanOrEqual(150)
})

for (const codec of CODECS) {
  test.describe(`in Debian's Chromium, with ${codec}`, () => {
    test('an incoming call is answered and carries sound both ways', async ({ exchange, openPhone }) => {
      const phone = await openPhone(codec)
      const sid = await beCalled(exchange, phone)
      await carriesSound(exchange, phone, sid, codec)
      await screen(phone.page).hangUp.click()
      await exchange.events.waitFor('the end', (event) => event.type === 'ended' && event.callSid === sid)
    })

    test('an outgoing call carries sound both ways', async ({ exchange, openPhone }) => {
      const phone = await openPhone(codec)
      const see = screen(phone.page)
      await see.number.fill(ANSWERS)
      await see.call.click()
      const started = await exchange.events.waitFor(
        'the call',
        (event) => event.type === 'call-started' && event.from === `client:${phone.identity}`,
      )
      await expect(see.timer).toBeVisible()
      await carriesSound(exchange, phone, started.type === 'call-started' ? started.callSid : '', codec)
      await see.hangUp.click()
    })

    test('a call is restored by an ICE restart after its media were cut off', async ({
      exchange,
      openPhone,
    }) => {
      const phone = await openPhone(codec)
      const sid = await beCalled(exchange, phone)
      await carriesSound(exchange, phone, sid, codec)
      const before = await pageAudio(phone.page).iceFragment()
      exchange.exchange.injectFault({ kind: 'blackhole', identity: phone.identity })
      await expect(phone.page.getByText('Reconnecting').first()).toBeVisible({ timeout: 30_000 })
      exchange.exchange.injectFault({ kind: 'clear', identity: phone.identity })
      await expect(phone.page.getByText('Reconnecting')).toBeHidden({ timeout: 30_000 })
      await carriesSound(exchange, phone, sid, codec)
      expect(await pageAudio(phone.page).iceFragment()).not.toBe(before)
      await screen(phone.page).hangUp.click()
    })

    test('ten calls connect and carry sound with 5 % of all datagrams lost', async ({
      exchange,
      openPhone,
    }) => {
      const phone = await openPhone(codec)
      let lost = 0
      for (let seed = 1; seed <= 10; seed += 1) {
        exchange.exchange.injectFault({
          kind: 'loss',
          identity: phone.identity,
          percent: 5,
          of: 'everything',
          seed,
        })
        const sid = await beCalled(exchange, phone)
        await carriesSound(exchange, phone, sid, codec)
        await expect.poll(() => pageAudio(phone.page).packetsLost()).toBeGreaterThan(0)
        lost += await pageAudio(phone.page).packetsLost()
        await screen(phone.page).hangUp.click()
        await expect(screen(phone.page).noCall).toBeVisible()
      }
      exchange.exchange.injectFault({ kind: 'clear', identity: phone.identity })
      expect(lost, 'packets the page missed').toBeGreaterThan(10)
    })
  })
}

/** Rings the phone and accepts in its window; returns the caller's CallSid. */
async function beCalled({ exchange }: SimulatorFixture, { identity, page }: Phone): Promise<string> {
  const { sid } = exchange.calls.place({
    from: '+12025550142',
    to: `client:${identity}`,
    party: { tone: CALLER_HZ },
  })
  const see = screen(page)
  await see.accept.click({ timeout: 15_000 })
  await expect(see.timer).toBeVisible({ timeout: 20_000 })
  return sid
}

/** Waits until the far end hears the microphone's tone and the page hears the far end's. */
async function carriesSound(
  { exchange }: SimulatorFixture,
  { page }: Phone,
  sid: string,
  codec: Codec,
): Promise<void> {
  const audio = pageAudio(page)
  const near = (heard: number | null, hz: number) => Math.abs((heard ?? 0) - hz) < hz * 0.02
  await expect(async () => {
    const farEnd = exchange.calls.get(sid).audio?.heardHz ?? null
    expect(near(farEnd, MICROPHONE_HZ), `the far end hears ${farEnd} Hz`).toBe(true)
    const here = await audio.heardHz()
    expect(near(here, CALLER_HZ), `the page hears ${here} Hz`).toBe(true)
  }).toPass({ timeout: 20_000, intervals: [100] })
  expect(await audio.sentCodec()).toBe(`audio/${codec}`)
}
