import type { Command, Evidence, LineSummary, Quiet, RingReport, RingStep } from '../shared/contract.ts'
import type { Notice } from '../shared/ladder.ts'
import { ringingCalls, type CallId, type Phone, type Timestamp } from '../shared/phone.ts'
import type { PopupView } from '../shared/contract.ts'
import { ringAdvice, type Desktop, type RingTopic } from '../shared/ring-advice.ts'
import { reasonOf } from './log.ts'
import type { Notifier } from './notifications/notifier.ts'
import { tryNotification, tryPopup } from './ring-test-without-call.ts'
import type { Timers } from './timers.ts'
import { createWaiting, type Waiting } from './waiting.ts'

export interface RingTestEdges {
  readonly desktop: Desktop
  readonly line: () => {
    readonly kind: LineSummary['kind']
    /** Practice line only: has somebody ring here. Rejects in words. */
    readonly callMe: (() => Promise<void>) | null
  }
  readonly phone: () => Phone
  readonly quiet: () => Quiet
  readonly notifier: Pick<Notifier, 'show' | 'close'>
  readonly popup: { readonly visible: boolean; show(view: PopupView): void; hide(): void }
  /** Asks for the call window though the notification is enough. */
  readonly escalate: (id: CallId) => void
  /** Whether the phone's page sends sound to a loudspeaker. */
  readonly audible: () => boolean
  readonly microphone: () => Evidence['microphone']
  readonly onCommand: (command: Command) => void
  readonly clock: () => Timestamp
  readonly timers: Timers
}

/** Rings this computer, watches what comes of it, and says what to change. */
export interface RingTest {
  /** Never rejects. One at a time: who asks meanwhile gets the same report. Takes up to half a minute. */
  run(): Promise<RingReport>
  /** What became of the notification of a call. */
  notice(id: CallId, notice: Notice): void
}

/** The most each step may take, in milliseconds. */
const PATIENCE = { invite: 10_000, notification: 8_000, sound: 4_000, silence: 3_000, popup: 5_000 } as const

/** The notification of the call that is rung for the test, as far as it has got. */
interface Watched {
  readonly notice: Notice
  readonly at: Timestamp
}

export function createRingTest(edges: RingTestEdges): RingTest {
  const { desktop, phone, quiet, clock, timers } = edges
  const waiting = createWaiting(clock, timers)
  const notices = new Map<CallId, Watched>()
  let running: Promise<RingReport> | undefined
  let watching = false

  const rehearse = async (): Promise<RingReport> => {
    const at = clock()
    notices.clear()
    watching = true
    const steps = await run(edges, waiting, notices).catch((error: unknown): RingStep[] => [
      step('line', 'bad', `The test broke off: ${reasonOf(error)}`),
    ])
    return { at, desktop: desktop.name, steps: [...steps, microphoneStep(edges)] }
  }

  const blocked = (): string | null => {
    if (phone().calls.length > 0) return 'A call is going on. Test the ring when it is over.'
    const { until } = quiet()
    const isOn = until === 'turned-off' || (until !== null && until > clock())
    return isOn ? 'Do not disturb is on, so nothing would ring. Turn it off and test again.' : null
  }

  return {
    run() {
      const words = blocked()
      if (words !== null && !running)
        return Promise.resolve({
          at: clock(),
          desktop: desktop.name,
          steps: [step('line', 'skipped', words)],
        })
      running ??= rehearse().finally(() => {
        running = undefined
        watching = false
      })
      return running
    },
    notice(id, notice) {
      if (watching && notice.status !== 'asked' && !notices.has(id)) notices.set(id, { notice, at: clock() })
    },
  }
}

async function run(
  edges: RingTestEdges,
  waiting: Waiting,
  notices: ReadonlyMap<CallId, Watched>,
): Promise<RingStep[]> {
  const { phone, line } = edges
  const { state } = phone().line
  const { callMe } = line()
  const lineStep =
    state === 'ready'
      ? step('line', 'good', 'The line is registered: calls are sent here.')
      : step(
          'line',
          'bad',
          'The line is not registered, so no call arrives. See the top of the window for why.',
        )
  if (state !== 'ready') return [lineStep, ...(await withoutCall(edges, waiting))]
  if (!callMe) return [lineStep, noCall(), ...(await withoutCall(edges, waiting))]
  return [lineStep, ...(await withCall(edges, waiting, notices, callMe))]
}

function noCall(): RingStep {
  return step(
    'invite',
    'skipped',
    'Only the practice line can ring itself. To try the whole way, have somebody call your number.',
  )
}

async function withCall(
  edges: RingTestEdges,
  waiting: Waiting,
  notices: ReadonlyMap<CallId, Watched>,
  callMe: () => Promise<void>,
): Promise<RingStep[]> {
  const { phone, onCommand, escalate, popup, audible, desktop, clock } = edges
  // The echo of a ring just before this one would pass for a ring.
  await waiting.until(PATIENCE.silence, () => !audible() || undefined)
  const began = clock()
  await callMe()
  const call = await waiting.until(PATIENCE.invite, () => ringingCalls(phone())[0])
  if (!call)
    return [
      step('invite', 'bad', 'The call was placed and did not arrive. Choose the line again in Settings.'),
    ]
  const rings = clock()
  const invite = step('invite', 'good', 'A call arrived.', rings - began)

  const seen = await waiting.until(PATIENCE.notification, () => notices.get(call.id))
  const shown = notificationSteps(edges, seen, rings)
  const heard = await waiting.until(PATIENCE.sound, () => audible() || undefined)
  const sound = heard
    ? step(
        'sound',
        'good',
        'The ring plays. If you did not hear it, choose another device above.',
        clock() - rings,
      )
    : step('sound', 'bad', `The ring is not played. ${ringAdvice(desktop.kind, 'sound')}`)

  const asked = clock()
  escalate(call.id)
  const up = await waiting.until(PATIENCE.popup, () => popup.visible || undefined)
  const window = popupStep(edges, up === true, clock() - asked)
  // It would ring out by itself; nobody needs to wait for that. One that was answered meanwhile goes on.
  if (ringingCalls(phone()).some(({ id }) => id === call.id)) onCommand({ type: 'reject', id: call.id })
  return [invite, ...shown, sound, window]
}

async function withoutCall(edges: RingTestEdges, waiting: Waiting): Promise<RingStep[]> {
  const began = edges.clock()
  const notice = await tryNotification(edges.notifier)
  const shown = notificationSteps(edges, { notice, at: edges.clock() }, began)
  const asked = edges.clock()
  const up = await tryPopup(edges.popup, () =>
    waiting.until(PATIENCE.popup, () => edges.popup.visible || undefined),
  )
  const sound = step('sound', 'skipped', 'Not tried without a call. The ring settings play a test sound.')
  return [...shown, sound, popupStep(edges, up === true, edges.clock() - asked)]
}

function notificationSteps(edges: RingTestEdges, seen: Watched | undefined, since: Timestamp): RingStep[] {
  const { desktop, quiet } = edges
  const advice = (topic: RingTopic) => ringAdvice(desktop.kind, topic)
  const notice = seen?.notice
  if (!seen || notice?.status !== 'shown')
    return [
      step('notification', 'bad', `No notification was shown. ${advice('notification')}`),
      step('buttons', 'skipped', 'Without a notification there are no buttons. The call window has them.'),
    ]
  // It may have been there before we saw the call ring: we look only now and then.
  const ms = Math.max(0, seen.at - since)
  const held = quiet().system === 'on'
  return [
    held
      ? step('notification', 'weak', `The system is not to disturb you. ${advice('do-not-disturb')}`, ms)
      : step('notification', 'good', `It was shown. If you did not see it: ${advice('do-not-disturb')}`, ms),
    notice.buttons
      ? step('buttons', 'good', 'Accept and Reject are on it.')
      : step('buttons', 'weak', advice('buttons')),
  ]
}

function popupStep({ desktop }: RingTestEdges, up: boolean, ms: number): RingStep {
  return up
    ? step('popup', 'good', 'The call window comes up where a notification is not enough.', ms)
    : step('popup', 'bad', `The call window did not come up. ${ringAdvice(desktop.kind, 'popup')}`)
}

function microphoneStep({ desktop, microphone }: RingTestEdges): RingStep {
  const advice = ringAdvice(desktop.kind, 'microphone')
  switch (microphone()) {
    case 'usable':
      return step('microphone', 'good', 'There is a microphone, and Offhook may use it.')
    case 'denied':
      return step('microphone', 'bad', `Offhook may not use the microphone. ${advice}`)
    case 'missing':
      return step('microphone', 'bad', `There is no microphone. ${advice}`)
    case 'unknown':
      return step('microphone', 'skipped', 'Not known before the first call.')
  }
}

function step(
  name: RingStep['step'],
  outcome: RingStep['outcome'],
  words: string,
  milliseconds: number | null = null,
): RingStep {
  return { step: name, outcome, words, milliseconds }
}
