import type { SelfTestReport, SelfTestStep } from '../../../../src/shared/ipc/contract.ts'
import { registered, type GalleryTestbed } from '../testbed.ts'
import type { UserActions } from '../user-actions.ts'
import type { VisualStates } from './visual-state.ts'

const step = (
  name: SelfTestStep['step'],
  outcome: SelfTestStep['outcome'],
  words: string,
  milliseconds: number | null = null,
): SelfTestStep => ({ step: name, outcome, message: words, milliseconds })

const GOOD: readonly SelfTestStep[] = [
  step('registration', 'passed', 'The line is registered.'),
  step('invite', 'passed', 'The practice exchange called this computer.', 84),
  step('notification', 'passed', 'The notification was shown.', 112),
  step('buttons', 'passed', 'It has Accept and Reject.'),
  step('sound', 'passed', 'The ring sounded on 2 devices.', 31),
  step('call-window', 'skipped', 'Not needed: the notification has buttons.'),
  step('microphone', 'passed', 'The microphone can be used.'),
]

const BAD: readonly SelfTestStep[] = [
  step('registration', 'passed', 'The line is registered.'),
  step('invite', 'passed', 'The practice exchange called this computer.', 84),
  step(
    'notification',
    'failed',
    'The desktop did not show it. Open Settings, Notifications, and switch Do Not Disturb off; then allow notifications for Offhook.',
    5_004,
  ),
  step('buttons', 'warning', 'This desktop shows no buttons on notifications.'),
  step('sound', 'passed', 'The ring sounded.', 31),
  step('call-window', 'passed', 'The small call window was shown instead.', 212),
  step('microphone', 'failed', 'No microphone was found. Plug in a microphone or a headset.'),
]

function testing(steps: readonly SelfTestStep[] | null, desktop = 'GNOME 48') {
  return {
    before(testbed: GalleryTestbed) {
      registered(testbed)
      const report: SelfTestReport = { at: testbed.clock.now(), desktop, steps: [...(steps ?? [])] }
      testbed.api.selfTestReport = steps && report
      if (!steps) testbed.api.update({ selfTest: { ...report, steps: GOOD.slice(0, 3) } })
    },
    async after(_: GalleryTestbed, user: UserActions) {
      await user.press('Settings')
      await user.press('Test now')
      document.querySelector('#test-my-ring-title')?.scrollIntoView({ block: 'start' })
    },
  }
}

const openRingSettings = async (_: GalleryTestbed, user: UserActions) => {
  await user.press('Settings')
  document.querySelector('[type=checkbox]')?.closest('fieldset')?.scrollIntoView({ block: 'start' })
}

/** How it rings, and whether that works. */
export const ringingStates: VisualStates = {
  'ring-devices': {
    before(testbed) {
      registered(testbed)
      testbed.api.update({ ringSettings: { devices: ['desk', 'headset'] } })
    },
    after: openRingSettings,
  },
  'ring-device-disconnected': {
    before(testbed) {
      registered(testbed)
      testbed.api.update({ ringSettings: { devices: ['a device of yesterday'] } })
    },
    after: openRingSettings,
  },
  'ring-device-failed': {
    before(testbed) {
      registered(testbed)
      testbed.audioOutputs.sound = 'failed'
    },
    async after(testbed, user) {
      await openRingSettings(testbed, user)
      await user.press('Try the ring on Jabra')
    },
  },
  'self-test-running': testing(null),
  'self-test-passed': testing(GOOD),
  'self-test-failed': testing(BAD),
  'self-test-nothing': testing([]),
}
