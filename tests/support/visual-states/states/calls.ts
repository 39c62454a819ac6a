import type { CallMicrophoneState } from '../../../../src/renderer/telephony/audio/call-microphone.ts'
import { ready, type GalleryTestbed } from '../testbed.ts'
import type { GalleryStates } from './visual-state.ts'

const HOSTILE =
  '<b>Bank</b> <img src=x onerror=alert(1)> \u202Emoc.knab 👩‍👩‍👧‍👦🏴‍☠️ Ze\u0301\u0327\u0316\u0317\u0318\u0319lgo'
const LONG =
  'Maximiliane Wolfeschlegelsteinhausenbergerdorff of the Department of Very Long Names and Addresses'

function talking(testbed: GalleryTestbed): void {
  ready(testbed)
  const id = testbed.line.ring('+12025550147', { callerName: 'Maria Santos' })
  testbed.phone.command({ type: 'accept', id })
  testbed.line.opens(id)
  testbed.clock.advance(74_000)
}

function talkingWithout(state: CallMicrophoneState) {
  return (testbed: GalleryTestbed) => {
    testbed.callMicrophone.state = state
    talking(testbed)
  }
}

function ringing(from: string, callerName?: string) {
  return (testbed: GalleryTestbed) => {
    ready(testbed)
    testbed.line.ring(from, callerName === undefined ? {} : { callerName })
  }
}

function calling(to: string) {
  return (testbed: GalleryTestbed) => {
    ready(testbed)
    testbed.phone.dial(to)
  }
}

/** Calls, from the first ring to the conversation. */
export const callStates: GalleryStates = {
  ringing: { before: ringing('+12025550147', 'Maria Santos') },
  'ringing-number': { before: ringing('+442079460018') },
  'ringing-identity': { before: ringing('client:alice') },
  'ringing-withheld': { before: ringing('anonymous') },
  'ringing-hostile-name': { before: ringing('+12025550147', HOSTILE.repeat(100)) },
  'ringing-long-name': { before: ringing('+12025550147', LONG) },
  'ringing-right-to-left': { before: ringing('+97225550108', 'רותם לוי-ברגמן') },
  'ringing-two': {
    before(testbed) {
      ringing('+12025550147', 'Maria Santos')(testbed)
      testbed.line.ring('client:alice')
    },
  },
  'ringing-many': {
    before(testbed) {
      talking(testbed)
      for (const last of ['01', '02', '03', '04']) testbed.line.ring(`+120255501${last}`)
    },
  },
  'ringing-in-call': {
    before(testbed) {
      talking(testbed)
      testbed.line.ring('+442079460018', { callerName: 'Ada Lovelace' })
    },
  },
  'ringing-while-typing': {
    before: ready,
    async after(testbed, user) {
      await user.type('Number', '202555')
      testbed.line.ring('+12025550147', { callerName: 'Maria Santos' })
    },
  },
  answering: {
    before(testbed) {
      ready(testbed)
      const id = testbed.line.ring('+12025550147', { callerName: 'Maria Santos' })
      testbed.phone.command({ type: 'accept', id })
    },
  },
  dialling: { before: calling('+12025550101') },
  'dialling-extension': { before: calling('+1 202 555 0101 ext. 7') },
  'open-extension': {
    before(testbed) {
      calling('+1 202 555 0101 ext. 7,,123456#')(testbed)
      testbed.line.remoteAnswers('out-1')
    },
  },
  alerting: {
    before(testbed) {
      calling('alice')(testbed)
      testbed.line.remoteRings('out-1')
    },
  },
  open: { before: talking },
  'open-microphone-missing': { before: talkingWithout('missing') },
  'open-microphone-denied': { before: talkingWithout('denied') },
  'open-microphone-busy': { before: talkingWithout('busy') },
  'open-microphone-waiting': { before: talkingWithout('waiting') },
  'open-no-audio': {
    before(testbed) {
      talking(testbed)
      testbed.line.hearsAudio('CA1', false)
    },
  },
  'open-long': {
    before(testbed) {
      calling('+442079460018')(testbed)
      testbed.line.remoteAnswers('out-1')
      testbed.clock.advance(3_723_000)
    },
  },
  'open-muted': { before: talking, after: (_, user) => user.press('Mute') },
  'open-keypad': {
    before: talking,
    async after(_, user) {
      await user.press('Keypad')
      for (const digit of '4711') await user.press(digit)
    },
  },
  'open-folded': { before: talking, after: (_, user) => user.press('Settings') },
  reconnecting: {
    before(testbed) {
      talking(testbed)
      testbed.line.breaksOff('CA1')
    },
  },
}
