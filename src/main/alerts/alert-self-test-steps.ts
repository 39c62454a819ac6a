import type { HealthReport, DoNotDisturb, SelfTestStep } from '../../shared/ipc/contract.ts'
import type { NotificationStatus } from '../../shared/domain/alert-escalation.ts'
import { alertAdvice, type Desktop } from '../../shared/messages/alert-advice.ts'

/** A step of the report. */
export function step(
  name: SelfTestStep['step'],
  outcome: SelfTestStep['outcome'],
  message: string,
  milliseconds: number | null = null,
): SelfTestStep {
  return { step: name, outcome, message, milliseconds }
}

export const LINE_GOOD = step('registration', 'passed', 'The line is registered: calls are sent here.')
export const LINE_BAD = step(
  'registration',
  'failed',
  'The line is not registered, so no call arrives. See the top of the window for why.',
)
export const NO_LINE = step('invite', 'skipped', 'Without a line nobody can call.')
export const NO_CALL = step(
  'invite',
  'skipped',
  'Only the practice line can ring itself. To try the whole way, have somebody call your number.',
)
export const NO_INVITE = step(
  'invite',
  'failed',
  'The call was placed and did not arrive. Choose the line again in Settings.',
)
export const NO_SOUND = step(
  'sound',
  'skipped',
  'Not tried without a call. The ring settings play a test sound.',
)

/** The person accepted or rejected the call during the test. */
export function answered(name: SelfTestStep['step']): SelfTestStep {
  return step(name, 'skipped', 'The test call was answered or rejected before this could be tried.')
}

/** The steps about the notification. `ms`: the time until it was shown. */
export function notificationSteps(
  desktop: Desktop,
  { system }: Pick<DoNotDisturb, 'system'>,
  notice: NotificationStatus | undefined,
  ms: number,
): readonly SelfTestStep[] {
  if (notice?.status !== 'shown')
    return [
      step('notification', 'failed', `No notification was shown. ${alertAdvice(desktop, 'notification')}`),
      step('buttons', 'skipped', 'Without a notification there are no buttons. The call window has them.'),
    ]
  const dndAdvice = alertAdvice(desktop, 'do-not-disturb')
  return [
    system === 'on'
      ? step('notification', 'warning', `The system is not to disturb you. ${dndAdvice}`, ms)
      : step('notification', 'passed', `It was shown. If you did not see it: ${dndAdvice}`, ms),
    notice.buttons
      ? step('buttons', 'passed', 'Accept and Reject are on it.')
      : step('buttons', 'warning', alertAdvice(desktop, 'buttons')),
  ]
}

export function soundStep(desktop: Desktop, heard: boolean, ms: number): SelfTestStep {
  return heard
    ? step('sound', 'passed', 'The ring plays. If you did not hear it, choose another device above.', ms)
    : step('sound', 'failed', `The ring is not played. ${alertAdvice(desktop, 'sound')}`)
}

export function incomingCallWindowStep(desktop: Desktop, isUp: boolean, ms: number): SelfTestStep {
  return isUp
    ? step('call-window', 'passed', 'The call window comes up where a notification is not enough.', ms)
    : step('call-window', 'failed', `The call window did not come up. ${alertAdvice(desktop, 'call-window')}`)
}

export function microphoneStep(desktop: Desktop, microphone: HealthReport['microphone']): SelfTestStep {
  const advice = alertAdvice(desktop, 'microphone')
  switch (microphone) {
    case 'usable':
      return step('microphone', 'passed', 'There is a microphone, and Offhook may use it.')
    case 'denied':
      return step('microphone', 'failed', `Offhook may not use the microphone. ${advice}`)
    case 'missing':
      return step('microphone', 'failed', `No microphone was found. ${advice}`)
    case 'unknown':
      return step('microphone', 'skipped', 'Not known before the first call.')
  }
}
