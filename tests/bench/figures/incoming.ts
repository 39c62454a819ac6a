import { bareNotifications, type BareNotifications } from '../../support/reference-client/notifications.ts'
import type { NotificationWatch } from '../../support/desktop/watch.ts'
import { createUndo, inTurns, type Bench } from '../bench-definition.ts'
import { BARE, OFFHOOK, openPair, watchClicks, type Pair } from '../testbed/pair.ts'
import { rowOf, type Row } from '../report/row.ts'
import type { Stage } from '../testbed/testbed.ts'

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
  readonly stage: Stage
  readonly watch: NotificationWatch
  readonly notifications: BareNotifications
  readonly clickedAt: () => Promise<number>
  readonly samples: Samples
}

/** Somebody calls: from the invite to the notification, and from the answer to the voice. */
export const incoming: Bench = {
  name: 'incoming',
  about: 'invite to notification, and Accept to audible, on the notification and in the window',
  async run(stage, { n }) {
    const undo = createUndo()
    try {
      const pair = await openPair(stage)
      undo.add(() => pair.close())
      const watch = await stage.desktop.watchNotifications()
      undo.add(async () => watch.stop())
      const scene: Scene = {
        ...pair,
        stage,
        watch,
        notifications: await bareNotifications(pair.bare.app),
        clickedAt: await watchClicks(pair.offhook),
        samples: createSamples(),
      }
      await inTurns(n, [
        () => answeredOnNotification(scene),
        () => answeredByBare(scene),
        () => bareNotify(scene),
        () => answeredInWindow(scene),
      ])
      return rowsOf(scene.samples)
    } finally {
      await undo.run()
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

async function hangUp({ offhook, stage }: Scene, sid: string): Promise<void> {
  await offhook.exchange.request('POST', `/calls/${sid}/hangup`)
  await offhook.exchange.next('ended', { callSid: sid })
  await stage.ears.silent(150)
}

async function answeredOnNotification(scene: Scene): Promise<() => void> {
  const { stage, watch, see, samples } = scene
  const { sid, invited, shown, since } = await ringOffhook(scene)
  const audible = stage.ears.audibleTone(CALLER_HZ)
  await stage.desktop.notifications?.press('Accept')
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
  const { stage, see, clickedAt, samples } = scene
  const { sid, invited, shown } = await ringOffhook(scene)
  const audible = stage.ears.audibleTone(CALLER_HZ)
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
  const { stage, bare, samples } = scene
  const from = bare.events.entries.length
  const { sid, invited } = await ring(scene, BARE)
  const rang = await bare.events.waitFor('incoming', ({ type }) => type === 'incoming', { from })
  const audible = stage.ears.audibleTone(CALLER_HZ)
  const accepted = await bare.accept()
  const heard = await audible
  await hangUp(scene, sid)
  await bare.events.waitFor('disconnect', ({ type }) => type === 'disconnect', { from })
  return () => {
    samples.sdk.push(rang.at - invited)
    samples.byBare.push(heard - accepted)
  }
}

async function bareNotify({ watch, notifications, samples }: Scene): Promise<() => void> {
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
  const bareNotify = { name: 'bare D-Bus Notify', samples: notify }
  const aim = { times: 1.1 }
  return [
    rowOf({
      name: 'invite to notification displayed',
      unit,
      samples: shown,
      limit: bareNotify,
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
