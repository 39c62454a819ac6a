import type { Evidence, Quiet, RingStep } from '../../shared/ipc/contract.ts'
import type { Notice } from '../../shared/domain/alert-escalation.ts'
import { ringAdvice, type Desktop } from '../../shared/messages/alert-advice.ts'

/** One step as it stands in the report. */
export function step(
  name: RingStep['step'],
  outcome: RingStep['outcome'],
  words: string,
  milliseconds: number | null = null,
): RingStep {
  return { step: name, outcome, words, milliseconds }
}

export const LINE_GOOD = step('line', 'good', 'The line is registered: calls are sent here.')
export const LINE_BAD = step(
  'line',
  'bad',
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
  'bad',
  'The call was placed and did not arrive. Choose the line again in Settings.',
)
export const NO_SOUND = step(
  'sound',
  'skipped',
  'Not tried without a call. The ring settings play a test sound.',
)

/** Somebody was quicker than the test. */
export function answered(name: RingStep['step']): RingStep {
  return step(name, 'skipped', 'The test call was answered or rejected before this could be tried.')
}

/** What is known of the notification: `ms`, how long it took to be shown. */
export function notificationSteps(
  desktop: Desktop,
  { system }: Pick<Quiet, 'system'>,
  notice: Notice | undefined,
  ms: number,
): readonly RingStep[] {
  if (notice?.status !== 'shown')
    return [
      step('notification', 'bad', `No notification was shown. ${ringAdvice(desktop, 'notification')}`),
      step('buttons', 'skipped', 'Without a notification there are no buttons. The call window has them.'),
    ]
  const quietAdvice = ringAdvice(desktop, 'do-not-disturb')
  return [
    system === 'on'
      ? step('notification', 'weak', `The system is not to disturb you. ${quietAdvice}`, ms)
      : step('notification', 'good', `It was shown. If you did not see it: ${quietAdvice}`, ms),
    notice.buttons
      ? step('buttons', 'good', 'Accept and Reject are on it.')
      : step('buttons', 'weak', ringAdvice(desktop, 'buttons')),
  ]
}

export function soundStep(desktop: Desktop, heard: boolean, ms: number): RingStep {
  return heard
    ? step('sound', 'good', 'The ring plays. If you did not hear it, choose another device above.', ms)
    : step('sound', 'bad', `The ring is not played. ${ringAdvice(desktop, 'sound')}`)
}

export function popupStep(desktop: Desktop, isUp: boolean, ms: number): RingStep {
  return isUp
    ? step('popup', 'good', 'The call window comes up where a notification is not enough.', ms)
    : step('popup', 'bad', `The call window did not come up. ${ringAdvice(desktop, 'popup')}`)
}

export function microphoneStep(desktop: Desktop, microphone: Evidence['microphone']): RingStep {
  const advice = ringAdvice(desktop, 'microphone')
  switch (microphone) {
    case 'usable':
      return step('microphone', 'good', 'There is a microphone, and Offhook may use it.')
    case 'denied':
      return step('microphone', 'bad', `Offhook may not use the microphone. ${advice}`)
    case 'missing':
      return step('microphone', 'bad', `No microphone was found. ${advice}`)
    case 'unknown':
      return step('microphone', 'skipped', 'Not known before the first call.')
  }
}
