import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Page } from '@playwright/test'
import { startDesktop, type Desktop } from '../support/desktop/desktop.ts'
import { connectBus } from '../support/desktop/dbus.ts'
import { buildIfStale } from '../../scripts/build/app-build.ts'
import { projectFolder } from '../../scripts/lib/project.ts'
import { ensureElectron } from '../../scripts/runtime/ensure-electron.ts'
import { ensureSystem } from '../../scripts/run/system/ensure-system.ts'
import { launchOffhook, type OffhookUnderTest } from '../support/app/launch.ts'
import { startAudioCapture, type AudioCapture } from '../support/audio/audio-capture.ts'
import { playTone } from '../support/audio/audio-source.ts'
import { screen } from '../e2e/fixtures/screen.ts'
import { createSteps, StepFailed, type Steps } from './steps.ts'

const SENT_HZ = 1000
const CALLER_HZ = 440
/** A number that answers with a steady tone. An echo would not do: the browser's echo canceller works against it. */
const ANSWERS_WITH_TONE = '+12025550102'
const USAGE = `npm run demo [-- OPTIONS]
Takes and makes a call by itself on a desktop of its own, and measures the sound both ways. Leaves pictures in out/demo,
and prints one line of JSON; the exit code is 1 unless it says "ok": true.
  --docs   only rings, with pixels half as large, and keeps that picture for the README
  --help`
const README_PICTURE = join(projectFolder, 'docs', 'screenshots', 'desktop-ringing.png')
const docs = process.argv.includes('--docs')
/** Pixels of the screen for each of the window's. */
const scale = docs ? 2 : 1
const SCREEN = { width: 960 * scale, height: 720 * scale }
/** The phone and the notification, without the empty desktop beside them. */
const AREA = `${700 * scale}x${720 * scale}+${260 * scale}+0`
/** As the pictures of the window: with the fonts of a desktop of today. */
const LOOK = {
  FONTCONFIG_FILE: join(projectFolder, 'tests', 'support', 'visual-states', 'fonts.conf'),
  GDK_SCALE: String(scale),
}

/** What the demonstration found; printed as one line of JSON at the end. Times in milliseconds, tones in hertz. */
interface Summary {
  ok: boolean
  failed?: string
  electron?: string
  notificationServer?: string
  actions?: readonly string[]
  inviteToNotificationMs?: number
  acceptToAudibleMs?: number
  heardHz?: { app: number | null; farEnd: number | null }
  sentHz?: { app: number; farEnd: number }
  outgoing?: { to: string; heardHz: number | null; ended: string }
  screenshots: string[]
}

interface DemoTestbed {
  readonly step: Steps
  readonly desktop: Desktop
  readonly offhook: OffhookUnderTest
  readonly audioCapture: AudioCapture
  readonly summary: Summary
  readonly photograph: (name: string) => Promise<void>
}

/** The whole main job, unattended, on a private desktop. Resolves with the exit code. */
async function demo(): Promise<number> {
  const summary: Summary = { ok: false, screenshots: [] }
  const undo: (() => Promise<unknown>)[] = []
  const step = createSteps((line) => console.log(line))
  try {
    const runtime = await step('find an Electron', () => ensureElectron())
    summary.electron = runtime.version
    await step('find what a desktop needs', () =>
      ensureSystem({ purposes: ['start', 'tests'], executable: runtime.executable }),
    )
    await step('build Offhook', () => buildIfStale(() => undefined))
    const desktop = await step('start a desktop', () =>
      startDesktop({
        notifications: 'xfce4-notifyd',
        sound: true,
        ...SCREEN,
        env: { ...process.env, ...LOOK },
      }),
    )
    undo.push(() => desktop.stop())
    await desktop.screen.background('#8093c4', '#33406b', SCREEN.height)
    summary.notificationServer = await serverName(desktop)
    const audioSource = playTone(desktop.env, SENT_HZ)
    undo.push(() => audioSource.stop())
    const audioCapture = await startAudioCapture(desktop.env)
    undo.push(() => audioCapture.stop())
    const offhook = await step('start Offhook', () =>
      launchOffhook({
        executable: runtime.executable,
        desktop,
        args: [`--force-device-scale-factor=${scale}`],
      }),
    )
    undo.push(() => offhook.close())

    const testbed: DemoTestbed = {
      step,
      desktop,
      offhook,
      audioCapture,
      summary,
      photograph: await camera(step, desktop, offhook.window, summary),
    }
    await beCalled(testbed)
    if (!docs) await callOut(testbed)
    if (offhook.pageErrors.length > 0)
      throw new StepFailed('no errors in the page', offhook.pageErrors.join('; '))
    summary.ok = true
  } catch (error) {
    summary.failed = error instanceof Error ? error.message : String(error)
    console.error(summary.failed)
  } finally {
    for (const end of undo.toReversed()) await end().catch(() => undefined)
  }
  console.log(JSON.stringify(summary))
  return summary.ok ? 0 : 1
}

async function beCalled({
  step,
  desktop,
  offhook,
  audioCapture,
  summary,
  photograph,
}: DemoTestbed): Promise<void> {
  const see = screen(offhook.window)
  const watch = await desktop.watchNotifications()
  await step('register', () => see.ready.waitFor({ timeout: 20_000 }))
  await photograph('ready')

  const sid = await step('be called', () =>
    offhook.exchange.placeCall({
      from: '+12025550142',
      to: '+12025550100',
      callerName: 'Ada Lovelace',
      party: { tone: CALLER_HZ },
    }),
  )
  const shown = await step('see the notification with its two actions', () => watch.next('shown'))
  const invited = await offhook.exchange.next('invited', { identity: 'maria' })
  summary.inviteToNotificationMs = Math.round(shown.at - Date.parse(invited.at))
  summary.actions = shown.actions.filter(({ key }) => key !== 'default').map(({ label }) => label)
  await see.accept.waitFor()
  await desktop.notifications?.shows('Ada Lovelace')
  await photograph('ringing')
  // The buttons say where they are in pixels of the usual size: here a hand would miss them.
  if (docs) return

  await step('accept on the notification and hear the caller', async () => {
    await audioCapture.waitForSilence(100)
    const audible = audioCapture.waitForToneOnset(CALLER_HZ)
    await desktop.notifications?.press('Accept')
    const accepted = await watch.next('action', ({ key }) => key === 'accept')
    summary.acceptToAudibleMs = Math.round((await audible) - accepted.at)
    await watch.next('closed', ({ id }) => id === shown.id)
    await see.timer.waitFor()
  })
  await step('measure the sound both ways', async () => {
    const app = near('heard here', await audioCapture.waitForTone(CALLER_HZ), CALLER_HZ)
    const farEnd = await offhook.exchange.heardAtFarEnd(sid, SENT_HZ)
    summary.heardHz = { app, farEnd }
    summary.sentHz = { app: SENT_HZ, farEnd: CALLER_HZ }
  })
  await photograph('in-call')
  await step('hang up', async () => {
    await see.hangUp.click()
    await see.noCall.waitFor()
    await offhook.exchange.next('ended', { callSid: sid })
  })
  await photograph('after-the-call')
}

async function callOut({ step, offhook, audioCapture, summary, photograph }: DemoTestbed): Promise<void> {
  const see = screen(offhook.window)
  await step('call out by number and hear who answers', async () => {
    await see.number.fill(ANSWERS_WITH_TONE)
    const audible = audioCapture.waitForToneOnset(CALLER_HZ)
    await see.call.click()
    await see.timer.waitFor()
    await audible
  })
  const heardHz = near('heard on the outgoing call', await audioCapture.waitForTone(CALLER_HZ), CALLER_HZ)
  await photograph('outgoing')
  await step('hang up again', async () => {
    await see.hangUp.click()
    await see.noCall.waitFor()
    await audioCapture.waitForSilence(300)
  })
  summary.outgoing = { to: ANSWERS_WITH_TONE, heardHz, ended: 'hung up here' }
}

/** The frequency itself, if it is within 2 % of what was sent. */
function near(what: string, hz: number | null, wanted: number): number {
  if (hz === null || Math.abs(hz - wanted) > wanted * 0.02) {
    throw new StepFailed(
      'measure the sound both ways',
      `${what}: ${hz ?? 'nothing'} Hz instead of ${wanted} Hz`,
    )
  }
  return hz
}

/** Waits for the window's short animations to end. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => {
    const short = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
    return Promise.allSettled(short.map((animation) => animation.finished))
  })
}

async function camera(
  step: Steps,
  desktop: Desktop,
  page: Page,
  summary: Summary,
): Promise<(name: string) => Promise<void>> {
  const folder = join(projectFolder, 'out', 'demo')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  return (name) =>
    step(`photograph ${name}`, async () => {
      await settled(page)
      const path = join(folder, `${name}.png`)
      await desktop.screen.screenshot(path, AREA)
      summary.screenshots.push(relative(projectFolder, path))
      if (name === 'ringing' && docs) await copyFile(path, README_PICTURE)
    })
}

async function serverName(desktop: Desktop): Promise<string> {
  const bus = connectBus(desktop.bus)
  try {
    const name = await bus.call({
      destination: 'org.freedesktop.Notifications',
      path: '/org/freedesktop/Notifications',
      interface: 'org.freedesktop.Notifications',
      member: 'GetServerInformation',
    })
    return String(name)
  } finally {
    bus.close()
  }
}

if (process.argv.includes('--help')) console.log(USAGE)
else process.exitCode = await demo()
