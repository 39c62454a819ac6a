import type {
  Command,
  HealthReport,
  IncomingCallView,
  DoNotDisturb,
  SelfTestReport,
  SelfTestStep,
} from '../../shared/ipc/contract.ts'
import type { NotificationStatus } from '../../shared/domain/alert-escalation.ts'
import { SELF_TEST_TIMEOUT_MS } from '../../shared/domain/alert-timing.ts'
import { ringingCalls, type CallId, type Phone, type Timestamp } from '../../shared/domain/phone.ts'
import type { Desktop } from '../../shared/messages/alert-advice.ts'
import { nextSelfTestStep } from '../../shared/domain/alert-self-test.ts'
import type { Connection } from '../connection/connection.ts'
import { SELF_TEST_CALLER } from '../connection/practice/practice-numbers.ts'
import { errorMessage } from '../lib/log.ts'
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
  incomingCallWindowStep,
  soundStep,
  step,
} from './alert-self-test-steps.ts'
import { tryNotification, tryIncomingCallWindow } from './alert-self-test-without-call.ts'
import type { Timers } from '../lib/timers.ts'
import { createPoller, type Poller } from '../lib/poller.ts'

export interface AlertSelfTestDeps {
  readonly desktop: Desktop
  /** Places a test call to this client; null if the connection cannot. */
  readonly callMe: () => Connection['callMe']
  readonly phone: () => Phone
  readonly doNotDisturb: () => DoNotDisturb
  readonly notifier: Pick<Notifier, 'show' | 'close'>
  readonly incomingCallWindow: { readonly visible: boolean; show(view: IncomingCallView): void; hide(): void }
  /** Shows the IncomingCallWindow although the notification is sufficient. */
  readonly escalate: (id: CallId) => void
  /** Whether the page of the main window plays sound. */
  readonly audible: () => boolean
  readonly microphone: () => HealthReport['microphone']
  readonly onCommand: (command: Command) => void
  /** Called with the report so far after each step, and with null at the end. */
  readonly onProgress: (report: SelfTestReport | null) => void
  readonly clock: () => Timestamp
  readonly timers: Timers
}

/** Places a test call, checks every alert, and advises what to change. The call does not appear in the history. */
export interface AlertSelfTest {
  /** Never rejects. A concurrent call returns the same report. Takes up to half a minute. */
  run(): Promise<SelfTestReport>
  /** The status of the notification of a call has changed. */
  onNotificationStatus(id: CallId, onNotificationStatus: NotificationStatus): void
}

/** A test in progress. */
interface TestRun {
  readonly poller: Poller
  /** What first became of the notification of each call, and when. */
  readonly statuses: Map<CallId, { readonly notice: NotificationStatus; readonly at: Timestamp }>
  /** The call placed for the test, as soon as it rings. */
  readonly claim: () => CallId | undefined
  readonly add: (...found: readonly SelfTestStep[]) => void
}

export function createAlertSelfTest(deps: AlertSelfTestDeps): AlertSelfTest {
  const { desktop, phone, doNotDisturb, microphone, onCommand, onProgress, clock, timers } = deps
  const poller = createPoller(clock, timers)
  let running: Promise<SelfTestReport> | undefined
  let testRun: TestRun | undefined

  const createRun = (add: TestRun['add']): TestRun => {
    let claimed: CallId | undefined
    return {
      poller,
      statuses: new Map(),
      add,
      claim() {
        const fresh = ringingCalls(phone()).find(({ party }) => party.address === SELF_TEST_CALLER.number)
        if (claimed !== undefined || !fresh) return claimed
        claimed = fresh.id
        onCommand({ type: 'mark-test-call', id: claimed })
        return claimed
      },
    }
  }

  const runSteps = async (): Promise<SelfTestReport> => {
    const steps: SelfTestStep[] = []
    const at = clock()
    const report = (): SelfTestReport => ({ at, desktop: desktop.name, steps: [...steps] })
    testRun = createRun((...found) => {
      steps.push(...found)
      onProgress(report())
    })
    onProgress(report())
    await run(deps, testRun).catch((error: unknown) => {
      steps.push(
        step(
          nextSelfTestStep(steps) ?? 'registration',
          'failed',
          `The test broke off: ${errorMessage(error)}`,
        ),
      )
    })
    steps.push(microphoneStep(desktop, microphone()))
    return report()
  }

  const blocked = (): string | null => {
    if (phone().calls.length > 0) return 'A call is going on. Test the ring when it is over.'
    const { until } = doNotDisturb()
    const isOn = until === 'turned-off' || (until !== null && until > clock())
    return isOn ? 'Do not disturb is on, so nothing would ring. Turn it off and test again.' : null
  }

  return {
    run() {
      const message = blocked()
      if (message !== null && !running)
        return Promise.resolve({
          at: clock(),
          desktop: desktop.name,
          steps: [step('registration', 'skipped', message)],
        })
      running ??= runSteps().finally(() => {
        running = undefined
        testRun = undefined
        onProgress(null)
      })
      return running
    },
    onNotificationStatus(id, notice) {
      if (!testRun) return
      // The first status arrives when the call starts to ring, so it cannot have ended yet.
      testRun.claim()
      if (notice.status !== 'requested' && !testRun.statuses.has(id))
        testRun.statuses.set(id, { notice, at: clock() })
    },
  }
}

async function run(deps: AlertSelfTestDeps, testRun: TestRun): Promise<void> {
  const callMe = deps.callMe()
  const isReady = deps.phone().registration.state === 'registered'
  testRun.add(isReady ? LINE_GOOD : LINE_BAD)
  if (isReady && callMe) return withCall(deps, testRun, callMe)
  testRun.add(isReady ? NO_CALL : NO_LINE)
  return withoutCall(deps, testRun)
}

async function withCall(
  deps: AlertSelfTestDeps,
  { poller, statuses, claim, add }: TestRun,
  callMe: NonNullable<Connection['callMe']>,
): Promise<void> {
  const { desktop, phone, doNotDisturb, onCommand, escalate, incomingCallWindow, audible, clock } = deps
  const rings = (id: CallId) => ringingCalls(phone()).some((call) => call.id === id)
  // The sound of an earlier ring must not count.
  await poller.pollUntil(SELF_TEST_TIMEOUT_MS.silence, () => !audible() || undefined)
  const placed = clock()
  await callMe(SELF_TEST_CALLER)
  const id = await poller.pollUntil(SELF_TEST_TIMEOUT_MS.invite, claim)
  if (id === undefined) return add(NO_INVITE)
  const since = clock()
  add(step('invite', 'passed', 'A call arrived.', since - placed))

  const seen = await poller.pollUntil(SELF_TEST_TIMEOUT_MS.notification, () => statuses.get(id))
  // Polling may detect the call after its notification.
  add(...notificationSteps(desktop, doNotDisturb(), seen?.notice, Math.max(0, (seen?.at ?? since) - since)))

  const heard = await poller.pollUntil(SELF_TEST_TIMEOUT_MS.sound, () => audible() || !rings(id) || undefined)
  add(heard && !rings(id) ? answered('sound') : soundStep(desktop, heard === true, clock() - since))

  const asked = clock()
  escalate(id)
  const up = await poller.pollUntil(
    SELF_TEST_TIMEOUT_MS.window,
    () => incomingCallWindow.visible || !rings(id) || undefined,
  )
  add(
    up && !rings(id)
      ? answered('call-window')
      : incomingCallWindowStep(desktop, up === true, clock() - asked),
  )
  // The test call is not needed any more. One that was accepted meanwhile continues.
  if (rings(id)) onCommand({ type: 'reject', id })
}

async function withoutCall(deps: AlertSelfTestDeps, { poller, add }: TestRun): Promise<void> {
  const { desktop, doNotDisturb, notifier, incomingCallWindow, clock } = deps
  const began = clock()
  const notice = await tryNotification(notifier)
  add(...notificationSteps(desktop, doNotDisturb(), notice, clock() - began))
  add(NO_SOUND)
  const asked = clock()
  const up = await tryIncomingCallWindow(incomingCallWindow, () =>
    poller.pollUntil(SELF_TEST_TIMEOUT_MS.window, () => incomingCallWindow.visible || undefined),
  )
  add(incomingCallWindowStep(desktop, up === true, clock() - asked))
}
