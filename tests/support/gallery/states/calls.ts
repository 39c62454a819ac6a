import type { CallMicrophoneState } from '../../../../src/renderer/phone/microphone/call-microphone.ts'
import { ready, type Stand } from '../testbed.ts'
import type { GalleryStates } from './state.ts'

const HOSTILE =
  '<b>Bank</b> <img src=x onerror=alert(1)> \u202Emoc.knab 👩‍👩‍👧‍👦🏴‍☠️ Ze\u0301\u0327\u0316\u0317\u0318\u0319lgo'
const LONG =
  'Maximiliane Wolfeschlegelsteinhausenbergerdorff of the Department of Very Long Names and Addresses'

function talking(stand: Stand): void {
  ready(stand)
  const id = stand.line.ring('+12025550147', { callerName: 'Maria Santos' })
  stand.phone.command({ type: 'accept', id })
  stand.line.opens(id)
  stand.clock.advance(74_000)
}

function talkingWithout(state: CallMicrophoneState) {
  return (stand: Stand) => {
    stand.callMicrophone.state = state
    talking(stand)
  }
}

function ringing(from: string, callerName?: string) {
  return (stand: Stand) => {
    ready(stand)
    stand.line.ring(from, callerName === undefined ? {} : { callerName })
  }
}

function calling(to: string) {
  return (stand: Stand) => {
    ready(stand)
    stand.phone.dial(to)
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
    before(stand) {
      ringing('+12025550147', 'Maria Santos')(stand)
      stand.line.ring('client:alice')
    },
  },
  'ringing-many': {
    before(stand) {
      talking(stand)
      for (const last of ['01', '02', '03', '04']) stand.line.ring(`+120255501${last}`)
    },
  },
  'ringing-in-call': {
    before(stand) {
      talking(stand)
      stand.line.ring('+442079460018', { callerName: 'Ada Lovelace' })
    },
  },
  'ringing-while-typing': {
    before: ready,
    async after(stand, hands) {
      await hands.type('Number', '202555')
      stand.line.ring('+12025550147', { callerName: 'Maria Santos' })
    },
  },
  answering: {
    before(stand) {
      ready(stand)
      const id = stand.line.ring('+12025550147', { callerName: 'Maria Santos' })
      stand.phone.command({ type: 'accept', id })
    },
  },
  dialling: { before: calling('+12025550101') },
  'dialling-extension': { before: calling('+1 202 555 0101 ext. 7') },
  'open-extension': {
    before(stand) {
      calling('+1 202 555 0101 ext. 7,,123456#')(stand)
      stand.line.remoteAnswers('out-1')
    },
  },
  alerting: {
    before(stand) {
      calling('alice')(stand)
      stand.line.remoteRings('out-1')
    },
  },
  open: { before: talking },
  'open-microphone-missing': { before: talkingWithout('missing') },
  'open-microphone-denied': { before: talkingWithout('denied') },
  'open-microphone-busy': { before: talkingWithout('busy') },
  'open-microphone-waiting': { before: talkingWithout('waiting') },
  'open-no-audio': {
    before(stand) {
      talking(stand)
      stand.line.hearsAudio('CA1', false)
    },
  },
  'open-long': {
    before(stand) {
      calling('+442079460018')(stand)
      stand.line.remoteAnswers('out-1')
      stand.clock.advance(3_723_000)
    },
  },
  'open-muted': { before: talking, after: (_, hands) => hands.press('Mute') },
  'open-keypad': {
    before: talking,
    async after(_, hands) {
      await hands.press('Keypad')
      for (const digit of '4711') await hands.press(digit)
    },
  },
  'open-folded': { before: talking, after: (_, hands) => hands.press('Settings') },
  reconnecting: {
    before(stand) {
      talking(stand)
      stand.line.breaksOff('CA1')
    },
  },
}
