import { registered } from '../testbed.ts'
import { TEAM, TRAINING } from '../fake-app-api.ts'
import type { VisualStates } from './visual-state.ts'

/** Whether the line can be reached, and the keypad at rest. */
export const registrationStates: VisualStates = {
  starting: {},
  connecting: {
    before: ({ line }) => line.register({ token: 'not a token', identity: 'maria', signallingHost: null }),
  },
  registered: { before: registered },
  'registered-team': {
    before(testbed) {
      testbed.api.useConnection(TEAM)
      registered(testbed)
    },
  },
  'registered-training': {
    before(testbed) {
      testbed.api.useConnection(TRAINING)
      registered(testbed)
    },
  },
  offline: {
    before({ api, line }) {
      api.useConnection(TEAM)
      line.goesOffline('network')
    },
  },
  rejected: {
    before({ api, line }) {
      api.useConnection(TEAM)
      line.refuses('unauthorised', '20101')
    },
  },
  'keypad-number': { before: registered, after: (_, user) => user.type('Number', '2025550101') },
  'keypad-identity': { before: registered, after: (_, user) => user.type('Number', 'alice') },
  'keypad-emergency': { before: registered, after: (_, user) => user.type('Number', '911') },
  'keypad-emergency-elsewhere': { before: registered, after: (_, user) => user.type('Number', '17') },
  'keypad-extension': {
    before: registered,
    after: (_, user) => user.type('Number', '(202) 555-0101 ext. 7,,123456#'),
  },
  'keypad-digits': {
    before: registered,
    async after(_, user) {
      await user.type('Number', '1001')
      await user.press('Call')
    },
  },
  'keypad-invalid': {
    before: registered,
    async after(_, user) {
      await user.type('Number', '202555')
      await user.press('Call')
    },
  },
  'keypad-not-registered': {
    before({ api, line }) {
      api.useConnection(TEAM)
      line.goesOffline('signalling-unreachable')
    },
    after: (_, user) => user.type('Number', '+44 20 7946 0018'),
  },
  'numbers-to-try': { before: registered, after: (_, user) => user.press('Numbers to try') },
  'call-me-failed': {
    before(testbed) {
      registered(testbed)
      testbed.api.result = { ok: false, problem: 'The practice exchange did not answer. Restart Offhook.' }
    },
    after: (_, user) => user.press('Call me'),
  },
}
