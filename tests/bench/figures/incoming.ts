import {
  referenceNotifications,
  type ReferenceNotifications,
} from '../../support/reference-client/notifications.ts'
import type { NotificationWatch } from '../../support/desktop/watch.ts'
import { createCleanup, alternate, type Bench } from '../bench-definition.ts'
import { REFERENCE, OFFHOOK, openPair, watchClicks, type Pair } from '../testbed/pair.ts'
import { rowOf, type Row } from '../report/row.ts'
import type { BenchTestbed } from '../testbed/testbed.ts'

/** A tone that the ringtone has no part in. */
const CALLER_HZ = 2200
const CALLER = '+12025550142'
const NOTIFICATION = {
  summary: '(202) 555-0142',
  body: 'Incoming call',
  actions: ['accept', 'Accept', 'reject', 'Reject'],
}

/** Milliseconds of every call, by what was measured. */
function createSamples() {
  const times = { shown: [], asked: [], notify: [], sdk: [], byToast: [], byWindow: [], byBare: [] }
  const samples: Record<keyof typeof times, number[]> = times
  return samples
}
type Samples = ReturnType<typeof createSamples>

interface Scene extends Pair {
  readonly testbed: BenchTestbed
  readonly watch: NotificationWatch
  readonly notifications: ReferenceNotifications
  readonly clickedAt: () => Promise<number>
  readonly samples: Samples
}

/** Somebody calls: from the invite to the notification, and from the answer to the voice. */
export const incoming: Bench = {
  name: 'incoming',
  about: 'invite to notification, and Accept to audible, on the notification and in the window',
  async run(testbed, { n }) {
    const cleanup = createCleanup()
    try {
      const pair = await openPair(testbed)
      cleanup.add(() => pair.close())
      const watch = await testbed.desktop.watchNotifications()
      cleanup.add(async () => watch.stop())
      const scene: Scene = {
        ...pair,
        testbed,
        watch,
        notifications: await referenceNotifications(pair.reference.app),
        clickedAt: await watchClicks(pair.offhook),
        samples: createSamples(),
      }
      await alternate(n, [
        () => answeredOnNotification(scene),
        () => answeredByBare(scene),
        () => referenceNotify(scene),
        () => answeredInWindow(scene),
      ])
      return rowsOf(scene.samples)
    } finally {
      await cleanup.run()
    }
  },
}

/** Calls somebody; answers the CallSid, and when the invite left the exchange (ms). */
async function ring({ offhook }: Scene, identity: string): Promise<{ sid: string; invited: number }> {
  const { exchange } = offhook
  const from = exchange.events.entries.length
  const sid = await exchange.placeCall({ from: CALLER, to: `client:${identity}`, party: { tone: CALLER_HZ } })
  const invited = await exchange.next('invited', { identity }, { from })
  return { sid, invited: Date.parse(invited.at) }
}

async function ringOffhook(scene: Scene) {
  const since = scene.watch.events.length
  const { sid, invited } = await ring(scene, OFFHOOK)
  const shown = await scene.watch.next('shown', ({ app }) => app === 'Offhook', { since })
  await scene.see.accept.waitFor()
  return { sid, invited, shown, since }
}

async function hangUp({ offhook, testbed }: Scene, sid: string): Promise<void> {
  await offhook.exchange.request('POST', `/calls/${sid}/hangup`)
  await offhook.exchange.next('ended', { callSid: sid })
  await testbed.audioCapture.waitForSilence(150)
}

async function answeredOnNotification(scene: Scene): Promise<() => void> {
  const { testbed, watch, see, samples } = scene
  const { sid, invited, shown, since } = await ringOffhook(scene)
  const audible = testbed.audioCapture.waitForToneOnset(CALLER_HZ)
  await testbed.desktop.notifications?.press('Accept')
  const accepted = await watch.next('action', ({ id, key }) => id === shown.id && key === 'accept', { since })
  const heard = await audible
  await see.timer.waitFor()
  await hangUp(scene, sid)
  await see.noCall.waitFor()
  return () => {
    samples.asked.push(shown.asked - invited)
    samples.shown.push(shown.at - invited)
    samples.byToast.push(heard - accepted.at)
  }
}

async function answeredInWindow(scene: Scene): Promise<() => void> {
  const { testbed, see, clickedAt, samples } = scene
  const { sid, invited, shown } = await ringOffhook(scene)
  const audible = testbed.audioCapture.waitForToneOnset(CALLER_HZ)
  await see.accept.click()
  const heard = await audible
  const clicked = await clickedAt()
  await see.timer.waitFor()
  await hangUp(scene, sid)
  await see.noCall.waitFor()
  return () => {
    samples.asked.push(shown.asked - invited)
    samples.shown.push(shown.at - invited)
    samples.byWindow.push(heard - clicked)
  }
}

async function answeredByBare(scene: Scene): Promise<() => void> {
  const { testbed, reference, samples } = scene
  const from = reference.events.entries.length
  const { sid, invited } = await ring(scene, REFERENCE)
  const rang = await reference.events.waitFor('incoming', ({ type }) => type === 'incoming', { from })
  const audible = testbed.audioCapture.waitForToneOnset(CALLER_HZ)
  const accepted = await reference.accept()
  const heard = await audible
  await hangUp(scene, sid)
  await reference.events.waitFor('disconnect', ({ type }) => type === 'disconnect', { from })
  return () => {
    samples.sdk.push(rang.at - invited)
    samples.byBare.push(heard - accepted)
  }
}

async function referenceNotify({ watch, notifications, samples }: Scene): Promise<() => void> {
  const since = watch.events.length
  const { asked, id } = await notifications.show(NOTIFICATION)
  const shown = await watch.next('shown', (event) => event.id === id, { since })
  await notifications.close(id)
  await watch.next('closed', (event) => event.id === id, { since })
  return () => samples.notify.push(shown.at - asked)
}

function rowsOf({ shown, asked, notify, sdk, byToast, byWindow, byBare }: Samples): Row[] {
  const unit = 'ms'
  const accept = { name: 'accept() on a bare SDK page to audible', samples: byBare }
  const referenceNotify = { name: 'bare D-Bus Notify', samples: notify }
  const aim = { times: 1.1 }
  return [
    rowOf({
      name: 'invite to notification displayed',
      unit,
      samples: shown,
      limit: referenceNotify,
      aim: { above: 20 },
    }),
    rowOf({
      name: 'invite to Notify asked for',
      unit,
      samples: asked,
      limit: { name: 'invite to `incoming` on a bare SDK page', samples: sdk },
    }),
    rowOf({ name: 'Accept on the notification to audible', unit, samples: byToast, limit: accept, aim }),
    rowOf({ name: 'Accept in the window to audible', unit, samples: byWindow, limit: accept, aim }),
  ]
}
