import { ready } from '../testbed.ts'
import { TEAM, TRAINING } from '../fake-app-api.ts'
import type { GalleryStates } from './visual-state.ts'

/** Whether the line can be reached, and the keypad at rest. */
export const lineStates: GalleryStates = {
  starting: {},
  connecting: {
    before: ({ line }) => line.open({ token: 'not a token', identity: 'maria', signallingHost: null }),
  },
  ready: { before: ready },
  'ready-team': {
    before(testbed) {
      testbed.host.use(TEAM)
      ready(testbed)
    },
  },
  'ready-training': {
    before(testbed) {
      testbed.host.use(TRAINING)
      ready(testbed)
    },
  },
  offline: {
    before({ host, line }) {
      host.use(TEAM)
      line.goesOffline('network')
    },
  },
  refused: {
    before({ host, line }) {
      host.use(TEAM)
      line.refuses('unauthorised', '20101')
    },
  },
  'keypad-number': { before: ready, after: (_, user) => user.type('Number', '2025550101') },
  'keypad-identity': { before: ready, after: (_, user) => user.type('Number', 'alice') },
  'keypad-emergency': { before: ready, after: (_, user) => user.type('Number', '911') },
  'keypad-emergency-elsewhere': { before: ready, after: (_, user) => user.type('Number', '17') },
  'keypad-extension': {
    before: ready,
    after: (_, user) => user.type('Number', '(202) 555-0101 ext. 7,,123456#'),
  },
  'keypad-digits': {
    before: ready,
    async after(_, user) {
      await user.type('Number', '1001')
      await user.press('Call')
    },
  },
  'keypad-impossible': {
    before: ready,
    async after(_, user) {
      await user.type('Number', '202555')
      await user.press('Call')
    },
  },
  'keypad-not-ready': {
    before({ host, line }) {
      host.use(TEAM)
      line.goesOffline('signalling-unreachable')
    },
    after: (_, user) => user.type('Number', '+44 20 7946 0018'),
  },
  'numbers-to-try': { before: ready, after: (_, user) => user.press('Numbers to try') },
  'call-me-failed': {
    before(testbed) {
      ready(testbed)
      testbed.host.done = { ok: false, problem: 'The practice exchange did not answer. Restart Offhook.' }
    },
    after: (_, user) => user.press('Call me'),
  },
}
