import type { RingReport, RingStep } from '../../../../src/shared/contract.ts'
import { ready, type Stand } from '../testbed.ts'
import type { Hands } from '../user-actions.ts'
import type { GalleryStates } from './state.ts'

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
    before(stand: Stand) {
      ready(stand)
      const report: RingReport = { at: stand.clock.now(), desktop, steps: [...(steps ?? [])] }
      stand.host.report = steps && report
      if (!steps) stand.host.put({ ringTest: { ...report, steps: GOOD.slice(0, 3) } })
    },
    async after(_: Stand, hands: Hands) {
      await hands.press('Settings')
      await hands.press('Test now')
      document.querySelector('#test-my-ring-title')?.scrollIntoView({ block: 'start' })
    },
  }
}

const toRinging = async (_: Stand, hands: Hands) => {
  await hands.press('Settings')
  document.querySelector('[type=checkbox]')?.closest('fieldset')?.scrollIntoView({ block: 'start' })
}

/** How it rings, and whether that works. */
export const ringStates: GalleryStates = {
  'ring-devices': {
    before(stand) {
      ready(stand)
      stand.host.put({ ringing: { devices: ['desk', 'headset'] } })
    },
    after: toRinging,
  },
  'ring-device-gone': {
    before(stand) {
      ready(stand)
      stand.host.put({ ringing: { devices: ['a device of yesterday'] } })
    },
    after: toRinging,
  },
  'ring-device-silent': {
    before(stand) {
      ready(stand)
      stand.loudspeakers.sound = 'silent'
    },
    async after(stand, hands) {
      await toRinging(stand, hands)
      await hands.press('Try the ring on Jabra')
    },
  },
  'ring-test-running': testing(null),
  'ring-test-good': testing(GOOD),
  'ring-test-bad': testing(BAD),
  'ring-test-nothing': testing([]),
}
