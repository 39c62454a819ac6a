import { generateKeyPairSync } from 'node:crypto'
import { chmod, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Desktop } from '../../support/desktop/desktop.ts'
import * as v from 'valibot'
import { MainMessageSchema, type UpdateState } from '../../../src/shared/ipc/contract.ts'
import {
  launchOffhook,
  startOffhook,
  type StartedOffhook,
  type OffhookUnderTest,
} from '../../support/app/launch.ts'
import { FEED_NAME, openFeed, type TestFeed } from '../../support/updates/feed.ts'
import { expect, test as base } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const CALL = { from: '+12025550142', to: '+12025550100', callerName: 'Ada', party: { tone: 440 } } as const
const OLD = '#!/bin/sh\nexit 0\n'

/** An AppImage that leaves word when it is started. */
const NEW = (word: string) =>
  Buffer.from(`#!/bin/sh\necho "$APPIMAGE_EXIT_AFTER_INSTALL" > '${word}'\nexit 0\n`)

interface Updating {
  readonly feed: TestFeed
  /** Offhook as an AppImage would start it; its file is `appImage`. */
  readonly phone: OffhookUnderTest
  readonly appImage: string
  readonly word: string
  /** Presses "Check now" and answers what came of it. */
  readonly look: () => Promise<UpdateState | undefined>
  readonly state: () => UpdateState | undefined
}

const test = base.extend<{ updating: Updating }>({
  updating: async ({ executable, desktop }, use) => {
    const feed = await openFeed()
    const { appImage, word, env } = await installed(desktop, feed, executable)
    const phone = await launchOffhook({ executable, desktop, env })
    const { window } = phone
    await expect(screen(window).ready).toBeVisible({ timeout: 20_000 })
    await window.getByRole('tab', { name: 'Settings' }).click()
    // What main tells the window from now on. (To say hello again would be to begin anew.)
    const told: UpdateState[] = []
    await window.exposeFunction('tellTest', (message: unknown) => {
      const news = v.safeParse(MainMessageSchema, message)
      if (news.success && news.output.type === 'app-state') told.push(news.output.appState.updates.state)
    })
    await window.evaluate('void window.offhook.subscribe(tellTest)')
    const state = () => told.at(-1)
    await use({
      feed,
      phone,
      appImage,
      word,
      state,
      async look() {
        const before = told.length
        await window.getByRole('button', { name: 'Check now' }).click()
        const isOver = () => told.slice(before).some(({ status: is }) => is === 'current' || is === 'refused')
        await expect.poll(isOver, { intervals: [20] }).toBe(true)
        return state()
      },
    })
    await phone.close()
    await feed.close()
    expect(phone.pageErrors, 'errors in the page').toEqual([])
  },
})

/** Asks main, as the window's buttons do. */
const ask = (phone: StartedOffhook, type: string): Promise<unknown> =>
  phone.window.evaluate(`window.offhook.request({ type: '${type}' })`)

async function installed(desktop: Desktop, feed: TestFeed, executable: string) {
  const folder = await mkdtemp(join(desktop.folder, 'appimage-'))
  const appImage = join(folder, 'Offhook.AppImage')
  await writeFile(appImage, OLD)
  await chmod(appImage, 0o755)
  const policy = join(folder, 'policy.json')
  const env = {
    APPIMAGE: appImage,
    APPDIR: dirname(executable),
    XDG_CACHE_HOME: join(folder, 'cache'),
    OFFHOOK_UPDATE_FEED: feed.url,
    OFFHOOK_UPDATE_PUBLIC_KEY: feed.publicKey,
    OFFHOOK_POLICY_FILE: policy,
  }
  return { appImage, word: join(folder, 'word'), env, policy }
}

test('a signed update is fetched, waits for the call to end, and takes the place of the old one on quitting', async ({
  updating,
}) => {
  const { feed, phone, appImage, word, look, state } = updating
  const see = screen(phone.window)
  feed.publish({ version: '0.0.9', body: NEW(word) })
  expect(await look()).toMatchObject({ status: 'current', skipped: { version: '0.0.9', why: 'older' } })

  // Testers read a feed of their own.
  feed.publish({ version: '0.0.8', body: NEW(word), feedName: 'beta-linux.yml' })
  await phone.window.getByText('Beta', { exact: true }).click()
  expect(await look()).toMatchObject({ skipped: { version: '0.0.8', why: 'older' } })
  await phone.window.getByText('Stable', { exact: true }).click()

  const sid = await phone.exchange.placeCall(CALL)
  await see.accept.click()
  await expect(see.timer).toBeVisible()
  feed.publish({ version: '9.0.0', body: NEW(word) })
  await ask(phone, 'check-updates')
  await expect.poll(state).toEqual({ status: 'waiting', version: '9.0.0' })
  expect(feed.asked).not.toContain('Offhook-9.0.0-linux-x86_64.AppImage')
  await see.hangUp.click()
  await phone.exchange.next('ended', { callSid: sid })
  await expect.poll(state).toEqual({ status: 'ready', version: '9.0.0', install: 'restart' })
  await expect(phone.window.getByText('Version 9.0.0 is ready.')).toBeVisible()

  // Nobody restarts in the middle of a call.
  const again = await phone.exchange.placeCall(CALL)
  await see.accept.click()
  await expect(see.timer).toBeVisible()
  const refused = await ask(phone, 'install-update')
  expect(refused).toMatchObject({ ok: false, problem: expect.stringContaining('You are in a call') })
  await see.hangUp.click()
  await phone.exchange.next('ended', { callSid: again })

  expect(await readFile(appImage, 'utf8')).toBe(OLD)
  await phone.close()
  expect(await readFile(appImage)).toEqual(NEW(word))
  expect((await stat(appImage)).mode & 0o111).toBe(0o111)
  expect(await readFile(word, 'utf8'), 'installed without being started').toBe('true\n')
})

test('whatever is wrong with an update, it is refused in words, and the version that runs stays', async ({
  updating,
}) => {
  const { feed, phone, appImage, word, look } = updating
  const good = NEW(word)
  const file = 'Offhook-9.0.0-linux-x86_64.AppImage'
  const publish = (lines: string[] = []) => feed.publish({ version: '9.0.0', body: good, lines })
  const elsewhere = await openFeed()
  elsewhere.publish({ version: '9.0.0', body: good })
  const to = (name: string) =>
    feed.files.set(name, (response) => response.writeHead(302, { Location: elsewhere.url + name }).end())
  const wrongs: [string, () => unknown, Partial<UpdateState>][] = [
    ['nothing there', () => feed.files.clear(), { status: 'refused', why: 'no-feed' }],
    ['unsigned', () => feed.files.delete(`${FEED_NAME}.sig`), { status: 'refused', why: 'not-signed' }],
    [
      'signed by somebody else',
      () => feed.publish({ version: '9.0.0', body: good, key: generateKeyPairSync('ed25519').privateKey }),
      { status: 'refused', why: 'wrong-signature' },
    ],
    [
      'tampered with',
      () => feed.files.set(file, Buffer.from(String(good).replace('exit 0', 'exit 1'))),
      { status: 'refused', why: 'damaged', version: '9.0.0' },
    ],
    ['cut short', () => feed.files.set(file, good.subarray(0, 20)), { status: 'refused', why: 'damaged' }],
    [
      'broken off',
      () =>
        feed.files.set(file, (response) => {
          response
            .writeHead(200, { 'Content-Length': good.length })
            .write(good.subarray(0, 20), () => response.destroy())
        }),
      { status: 'refused', why: 'damaged' },
    ],
    [
      'endless',
      () => feed.files.set(file, (response) => response.writeHead(200).write(good)),
      { status: 'refused', why: 'damaged' },
    ],
    ['gone', () => feed.files.delete(file), { status: 'refused', why: 'no-feed' }],
    ['the feed led elsewhere', () => to(FEED_NAME), { status: 'refused', why: 'redirected' }],
    ['the file led elsewhere', () => to(file), { status: 'refused', why: 'redirected' }],
    [
      'not for this computer yet',
      () => publish(['stagingPercentage: 0']),
      { status: 'current', skipped: { version: '9.0.0', why: 'not-yet' } },
    ],
    [
      'for a system of the future',
      () => publish(["minimumSystemVersion: '999.0.0'"]),
      { status: 'current', skipped: { version: '9.0.0', why: 'system-too-old' } },
    ],
  ]
  for (const [what, spoil, outcome] of wrongs) {
    publish()
    spoil()
    expect(await look(), what).toMatchObject(outcome)
  }
  expect(elsewhere.asked).toEqual([])
  await elsewhere.close()
  publish()
  feed.files.delete(`${FEED_NAME}.sig`)
  await look()
  await expect(phone.window.getByText('It is not signed by the maker of this Offhook.')).toBeVisible()
  expect(await readFile(appImage, 'utf8')).toBe(OLD)

  // And once it is right, "Restart now" ends this Offhook and starts the new one.
  publish()
  const ended = phone.app.waitForEvent('close')
  await phone.window.getByRole('button', { name: 'Check now' }).click()
  await phone.window.getByRole('button', { name: 'Restart now' }).first().click()
  await ended
  expect(await readFile(appImage)).toEqual(good)
  await expect.poll(() => readFile(word, 'utf8').catch(() => undefined), 'started').toBe('\n')
})

test('an administrator turns updates off for the whole computer, and Settings says so', async ({
  executable,
  desktop,
}) => {
  const feed = await openFeed()
  const { env, policy } = await installed(desktop, feed, executable)
  await writeFile(policy, JSON.stringify({ updates: 'off' }))
  const phone = await startOffhook({ executable, desktop, env })
  await phone.window.getByRole('tab', { name: 'Settings' }).click()
  await expect(phone.window.getByText('Managed by your organisation')).toBeVisible()
  await expect(phone.window.getByText('Your organisation has turned them off')).toBeVisible()
  await expect(phone.window.getByRole('button', { name: 'Check now' })).toBeHidden()
  expect(await ask(phone, 'check-updates')).toMatchObject({ ok: false })
  await phone.close()
  expect(feed.asked).toEqual([])
  await feed.close()
})
