import type { RingReport, RingStep } from '../../../../src/shared/ipc/contract.ts'
import { ready, type GalleryTestbed } from '../testbed.ts'
import type { UserActions } from '../user-actions.ts'
import type { GalleryStates } from './visual-state.ts'

const step = (
  name: RingStep['step'],
  outcome: RingStep['outcome'],
  words: string,
  milliseconds: number | null = null,
): RingStep => ({ step: name, outcome, words, milliseconds })

const GOOD: readonly RingStep[] = [
  step('line', 'good', 'The line is registered.'),
  step('invite', 'good', 'The practice exchange called this computer.', 84),
  step('notification', 'good', 'The notification was shown.', 112),
  step('buttons', 'good', 'It has Accept and Reject.'),
  step('sound', 'good', 'The ring sounded on 2 devices.', 31),
  step('popup', 'skipped', 'Not needed: the notification has buttons.'),
  step('microphone', 'good', 'The microphone can be used.'),
]

const BAD: readonly RingStep[] = [
  step('line', 'good', 'The line is registered.'),
  step('invite', 'good', 'The practice exchange called this computer.', 84),
  step(
    'notification',
    'bad',
    'The desktop did not show it. Open Settings, Notifications, and switch Do Not Disturb off; then allow notifications for Offhook.',
    5_004,
  ),
  step('buttons', 'weak', 'This desktop shows no buttons on notifications.'),
  step('sound', 'good', 'The ring sounded.', 31),
  step('popup', 'good', 'The small call window was shown instead.', 212),
  step('microphone', 'bad', 'No microphone was found. Plug in a microphone or a headset.'),
]

function testing(steps: readonly RingStep[] | null, desktop = 'GNOME 48') {
  return {
    before(testbed: GalleryTestbed) {
      ready(testbed)
      const report: RingReport = { at: testbed.clock.now(), desktop, steps: [...(steps ?? [])] }
      testbed.host.report = steps && report
      if (!steps) testbed.host.put({ ringTest: { ...report, steps: GOOD.slice(0, 3) } })
    },
    async after(_: GalleryTestbed, user: UserActions) {
      await user.press('Settings')
      await user.press('Test now')
      document.querySelector('#test-my-ring-title')?.scrollIntoView({ block: 'start' })
    },
  }
}

const toRinging = async (_: GalleryTestbed, user: UserActions) => {
  await user.press('Settings')
  document.querySelector('[type=checkbox]')?.closest('fieldset')?.scrollIntoView({ block: 'start' })
}

/** How it rings, and whether that works. */
export const ringStates: GalleryStates = {
  'ring-devices': {
    before(testbed) {
      ready(testbed)
      testbed.host.put({ ringing: { devices: ['desk', 'headset'] } })
    },
    after: toRinging,
  },
  'ring-device-gone': {
    before(testbed) {
      ready(testbed)
      testbed.host.put({ ringing: { devices: ['a device of yesterday'] } })
    },
    after: toRinging,
  },
  'ring-device-silent': {
    before(testbed) {
      ready(testbed)
      testbed.loudspeakers.sound = 'silent'
    },
    async after(testbed, user) {
      await toRinging(testbed, user)
      await user.press('Try the ring on Jabra')
    },
  },
  'ring-test-running': testing(null),
  'ring-test-good': testing(GOOD),
  'ring-test-bad': testing(BAD),
  'ring-test-nothing': testing([]),
}
