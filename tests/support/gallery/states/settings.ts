import { ready, type Stand } from '../testbed.ts'
import { ACCOUNT, TEAM, TRAINING } from '../fake-app-api.ts'
import type { Hands } from '../user-actions.ts'
import type { GalleryStates } from './state.ts'

async function fillTeam(_: Stand, hands: Hands): Promise<void> {
  await hands.press('Settings')
  await hands.press('My team')
  await hands.type('Token address', 'https://calls.example.com/token')
  await hands.type('Secret', 'correct horse battery staple')
}

async function useTeam(stand: Stand, hands: Hands): Promise<void> {
  await fillTeam(stand, hands)
  await hands.press('Use this line')
}

/** The page where the line is chosen. */
export const settingsStates: GalleryStates = {
  'settings-practice': { before: ready, after: (_, hands) => hands.press('Settings') },
  'settings-team': { before: ready, after: fillTeam },
  'settings-account': {
    before: ready,
    async after(_, hands) {
      await hands.press('Settings')
      await hands.press('My Twilio account')
    },
  },
  'settings-training': {
    before(stand) {
      stand.host.use(TRAINING)
      ready(stand)
    },
    after: (_, hands) => hands.press('Settings'),
  },
  'settings-stored-secret': {
    before(stand) {
      stand.host.use(ACCOUNT)
      ready(stand)
    },
    after: (_, hands) => hands.press('Settings'),
  },
  'settings-checking': {
    before(stand) {
      ready(stand)
      stand.host.check = 'never'
    },
    after: useTeam,
  },
  'settings-invalid': {
    before: ready,
    async after(_, hands) {
      await hands.press('Settings')
      await hands.press('My Twilio account')
      await hands.type('Your name', 'maria')
      await hands.type('Account SID', 'AC123')
      await hands.press('Use this line')
    },
  },
  'settings-refused': {
    before(stand) {
      ready(stand)
      stand.host.check = {
        ok: false,
        problem: 'unauthorised',
        words: 'The service did not accept this secret. Ask for a new one.',
        field: 'secret',
      }
    },
    after: useTeam,
  },
  'settings-no-answer': { before: ready, after: useTeam },
  'settings-taken': {
    before(stand) {
      ready(stand)
      stand.host.check = {
        ok: true,
        identity: 'maria',
        summary: TEAM,
        note: 'This computer has no key store, so the secret is kept until Offhook quits.',
      }
    },
    after: useTeam,
  },
  'settings-not-connected': {
    before(stand) {
      ready(stand)
      stand.host.check = { ok: true, identity: 'maria', summary: TEAM }
    },
    async after(stand, hands) {
      await useTeam(stand, hands)
      stand.line.refuses('token-invalid', '20101')
    },
  },
  'settings-short-secret': {
    before: ready,
    async after(_, hands) {
      await hands.press('Settings')
      await hands.press('My Twilio account')
      await hands.type('API key secret', 'too-short')
      await hands.press('Use this line')
    },
  },
}
