import type { CallMicrophoneState } from '../../../../src/renderer/telephony/audio/call-microphone.ts'
import { registered, type GalleryTestbed } from '../testbed.ts'
import type { VisualStates } from './visual-state.ts'

const HOSTILE =
  '<b>Bank</b> <img src=x onerror=alert(1)> \u202Emoc.knab 👩‍👩‍👧‍👦🏴‍☠️ Ze\u0301\u0327\u0316\u0317\u0318\u0319lgo'
const LONG =
  'Maximiliane Wolfeschlegelsteinhausenbergerdorff of the Department of Very Long Names and Addresses'

function connected(testbed: GalleryTestbed): void {
  registered(testbed)
  const id = testbed.line.ring('+12025550147', { callerName: 'Maria Santos' })
  testbed.phone.command({ type: 'accept', id })
  testbed.line.opens(id)
  testbed.clock.advanceSync(74_000)
}

function connectedWithout(state: CallMicrophoneState) {
  return (testbed: GalleryTestbed) => {
    testbed.callMicrophone.state = state
    connected(testbed)
  }
}

function ringing(from: string, callerName?: string) {
  return (testbed: GalleryTestbed) => {
    registered(testbed)
    testbed.line.ring(from, callerName === undefined ? {} : { callerName })
  }
}

function calling(to: string) {
  return (testbed: GalleryTestbed) => {
    registered(testbed)
    testbed.phone.dial(to)
  }
}

/** Calls, from the first ring to the conversation. */
export const callStates: VisualStates = {
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
      connected(testbed)
      for (const last of ['01', '02', '03', '04']) testbed.line.ring(`+120255501${last}`)
    },
  },
  'ringing-in-call': {
    before(testbed) {
      connected(testbed)
      testbed.line.ring('+442079460018', { callerName: 'Ada Lovelace' })
    },
  },
  'ringing-while-typing': {
    before: registered,
    async after(testbed, user) {
      await user.type('Number', '202555')
      testbed.line.ring('+12025550147', { callerName: 'Maria Santos' })
    },
  },
  accepting: {
    before(testbed) {
      registered(testbed)
      const id = testbed.line.ring('+12025550147', { callerName: 'Maria Santos' })
      testbed.phone.command({ type: 'accept', id })
    },
  },
  'call-connecting': { before: calling('+12025550101') },
  'call-connecting-extension': { before: calling('+1 202 555 0101 ext. 7') },
  'connected-extension': {
    before(testbed) {
      calling('+1 202 555 0101 ext. 7,,123456#')(testbed)
      testbed.line.remoteAnswers('out-1')
    },
  },
  'remote-ringing': {
    before(testbed) {
      calling('alice')(testbed)
      testbed.line.remoteRings('out-1')
    },
  },
  connected: { before: connected },
  'connected-microphone-missing': { before: connectedWithout('missing') },
  'connected-microphone-denied': { before: connectedWithout('denied') },
  'connected-microphone-busy': { before: connectedWithout('busy') },
  'connected-microphone-waiting': { before: connectedWithout('waiting') },
  'connected-no-audio': {
    before(testbed) {
      connected(testbed)
      testbed.line.hearsAudio('CA1', false)
    },
  },
  'connected-long': {
    before(testbed) {
      calling('+442079460018')(testbed)
      testbed.line.remoteAnswers('out-1')
      testbed.clock.advanceSync(3_723_000)
    },
  },
  'connected-muted': { before: connected, after: (_, user) => user.press('Mute') },
  'connected-keypad': {
    before: connected,
    async after(_, user) {
      await user.press('Keypad')
      for (const digit of '4711') await user.press(digit)
    },
  },
  'connected-collapsed': { before: connected, after: (_, user) => user.press('Settings') },
  reconnecting: {
    before(testbed) {
      connected(testbed)
      testbed.line.breaksOff('CA1')
    },
  },
}
