import type { Command, Evidence, PopupView, Quiet, RingReport, RingStep } from '../../shared/ipc/contract.ts'
import type { Notice } from '../../shared/domain/alert-escalation.ts'
import { ringingCalls, type CallId, type Phone, type Timestamp } from '../../shared/domain/phone.ts'
import type { Desktop } from '../../shared/messages/alert-advice.ts'
import { nextRingStep } from '../../shared/domain/alert-self-test.ts'
import type { LineSource } from '../connection/connection.ts'
import { RING_TEST_CALLER } from '../connection/practice/practice-numbers.ts'
import { reasonOf } from '../lib/log.ts'
import type { Notifier } from '../notifications/notifier.ts'
import {
  answered,
  LINE_BAD,
  LINE_GOOD,
  microphoneStep,
  NO_CALL,
  NO_INVITE,
  NO_LINE,
  NO_SOUND,
  notificationSteps,
  popupStep,
  soundStep,
  step,
} from './alert-self-test-steps.ts'
import { tryNotification, tryPopup } from './alert-self-test-without-call.ts'
import type { Timers } from '../lib/timers.ts'
import { createWaiting, type Waiting } from '../lib/poller.ts'

export interface RingTestEdges {
  readonly desktop: Desktop
  /** How the line in use has somebody ring here; null where it cannot. */
  readonly callMe: () => LineSource['callMe']
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
  /** As far as it has got, after each step; null once it is over. */
  readonly onProgress: (report: RingReport | null) => void
  readonly clock: () => Timestamp
  readonly timers: Timers
}

/** Rings this computer, watches what comes of it, and says what to change. The call it places leaves no trace. */
export interface RingTest {
  /** Never rejects. One at a time: who asks meanwhile gets the same report. Takes up to half a minute. */
  run(): Promise<RingReport>
  /** What became of the notification of a call. */
  notice(id: CallId, notice: Notice): void
}

/** The most each step may take, in milliseconds. */
const PATIENCE = { invite: 10_000, notification: 8_000, sound: 4_000, silence: 3_000, popup: 5_000 } as const

/** One test under way. */
interface Round {
  readonly waiting: Waiting
  /** What first became of the notification of each call, and when. */
  readonly notices: Map<CallId, { readonly notice: Notice; readonly at: Timestamp }>
  /** The call placed for the test, as soon as it rings. */
  readonly claim: () => CallId | undefined
  readonly add: (...found: readonly RingStep[]) => void
}

export function createRingTest(edges: RingTestEdges): RingTest {
  const { desktop, phone, quiet, microphone, onCommand, onProgress, clock, timers } = edges
  const waiting = createWaiting(clock, timers)
  let running: Promise<RingReport> | undefined
  let round: Round | undefined

  const begin = (add: Round['add']): Round => {
    let claimed: CallId | undefined
    return {
      waiting,
      notices: new Map(),
      add,
      claim() {
        const fresh = ringingCalls(phone()).find(({ party }) => party.address === RING_TEST_CALLER.number)
        if (claimed !== undefined || !fresh) return claimed
        claimed = fresh.id
        onCommand({ type: 'rehearsal', id: claimed })
        return claimed
      },
    }
  }

  const rehearse = async (): Promise<RingReport> => {
    const steps: RingStep[] = []
    const at = clock()
    const report = (): RingReport => ({ at, desktop: desktop.name, steps: [...steps] })
    round = begin((...found) => {
      steps.push(...found)
      onProgress(report())
    })
    onProgress(report())
    await run(edges, round).catch((error: unknown) => {
      steps.push(step(nextRingStep(steps) ?? 'line', 'bad', `The test broke off: ${reasonOf(error)}`))
    })
    steps.push(microphoneStep(desktop, microphone()))
    return report()
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
        round = undefined
        onProgress(null)
      })
      return running
    },
    notice(id, notice) {
      if (!round) return
      // The first word of its notification comes the moment the call rings: before anybody can have ended it.
      round.claim()
      if (notice.status !== 'asked' && !round.notices.has(id)) round.notices.set(id, { notice, at: clock() })
    },
  }
}

async function run(edges: RingTestEdges, round: Round): Promise<void> {
  const callMe = edges.callMe()
  const isReady = edges.phone().line.state === 'ready'
  round.add(isReady ? LINE_GOOD : LINE_BAD)
  if (isReady && callMe) return withCall(edges, round, callMe)
  round.add(isReady ? NO_CALL : NO_LINE)
  return withoutCall(edges, round)
}

async function withCall(
  edges: RingTestEdges,
  { waiting, notices, claim, add }: Round,
  callMe: NonNullable<LineSource['callMe']>,
): Promise<void> {
  const { desktop, phone, quiet, onCommand, escalate, popup, audible, clock } = edges
  const rings = (id: CallId) => ringingCalls(phone()).some((call) => call.id === id)
  // The echo of a ring just before this one would pass for a ring.
  await waiting.until(PATIENCE.silence, () => !audible() || undefined)
  const placed = clock()
  await callMe(RING_TEST_CALLER)
  const id = await waiting.until(PATIENCE.invite, claim)
  if (id === undefined) return add(NO_INVITE)
  const since = clock()
  add(step('invite', 'good', 'A call arrived.', since - placed))

  const seen = await waiting.until(PATIENCE.notification, () => notices.get(id))
  // It may have been there before we saw the call ring: we look only now and then.
  add(...notificationSteps(desktop, quiet(), seen?.notice, Math.max(0, (seen?.at ?? since) - since)))

  const heard = await waiting.until(PATIENCE.sound, () => audible() || !rings(id) || undefined)
  add(heard && !rings(id) ? answered('sound') : soundStep(desktop, heard === true, clock() - since))

  const asked = clock()
  escalate(id)
  const up = await waiting.until(PATIENCE.popup, () => popup.visible || !rings(id) || undefined)
  add(up && !rings(id) ? answered('popup') : popupStep(desktop, up === true, clock() - asked))
  // It would ring out by itself; nobody needs to wait for that. One that was answered meanwhile goes on.
  if (rings(id)) onCommand({ type: 'reject', id })
}

async function withoutCall(edges: RingTestEdges, { waiting, add }: Round): Promise<void> {
  const { desktop, quiet, notifier, popup, clock } = edges
  const began = clock()
  const notice = await tryNotification(notifier)
  add(...notificationSteps(desktop, quiet(), notice, clock() - began))
  add(NO_SOUND)
  const asked = clock()
  const up = await tryPopup(popup, () => waiting.until(PATIENCE.popup, () => popup.visible || undefined))
  add(popupStep(desktop, up === true, clock() - asked))
}
