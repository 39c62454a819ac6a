import { registered, type GalleryTestbed } from '../testbed.ts'
import { ACCOUNT, TEAM, TRAINING } from '../fake-app-api.ts'
import type { UserActions } from '../user-actions.ts'
import type { VisualStates } from './visual-state.ts'

async function fillTeam(_: GalleryTestbed, user: UserActions): Promise<void> {
  await user.press('Settings')
  await user.press('My team')
  await user.type('Token address', 'https://calls.example.com/token')
  await user.type('Secret', 'correct horse battery staple')
}

async function useTeam(testbed: GalleryTestbed, user: UserActions): Promise<void> {
  await fillTeam(testbed, user)
  await user.press('Use this line')
}

/** The page where the line is chosen. */
export const settingsStates: VisualStates = {
  'settings-practice': { before: registered, after: (_, user) => user.press('Settings') },
  'settings-team': { before: registered, after: fillTeam },
  'settings-account': {
    before: registered,
    async after(_, user) {
      await user.press('Settings')
      await user.press('My Twilio account')
    },
  },
  'settings-training': {
    before(testbed) {
      testbed.api.useConnection(TRAINING)
      registered(testbed)
    },
    after: (_, user) => user.press('Settings'),
  },
  'settings-stored-secret': {
    before(testbed) {
      testbed.api.useConnection(ACCOUNT)
      registered(testbed)
    },
    after: (_, user) => user.press('Settings'),
  },
  'settings-checking': {
    before(testbed) {
      registered(testbed)
      testbed.api.connectionCheck = 'pending'
    },
    after: useTeam,
  },
  'settings-invalid': {
    before: registered,
    async after(_, user) {
      await user.press('Settings')
      await user.press('My Twilio account')
      await user.type('Your name', 'maria')
      await user.type('Account SID', 'AC123')
      await user.press('Use this line')
    },
  },
  'settings-rejected': {
    before(testbed) {
      registered(testbed)
      testbed.api.connectionCheck = {
        ok: false,
        problem: 'unauthorised',
        message: 'The service did not accept this secret. Ask for a new one.',
        field: 'secret',
      }
    },
    after: useTeam,
  },
  'settings-no-answer': { before: registered, after: useTeam },
  'settings-saved': {
    before(testbed) {
      registered(testbed)
      testbed.api.connectionCheck = {
        ok: true,
        identity: 'maria',
        summary: TEAM,
        note: 'This computer has no key store, so the secret is kept until Offhook quits.',
      }
    },
    after: useTeam,
  },
  'settings-not-connected': {
    before(testbed) {
      registered(testbed)
      testbed.api.connectionCheck = { ok: true, identity: 'maria', summary: TEAM }
    },
    async after(testbed, user) {
      await useTeam(testbed, user)
      testbed.line.refuses('token-invalid', '20101')
    },
  },
  'settings-short-secret': {
    before: registered,
    async after(_, user) {
      await user.press('Settings')
      await user.press('My Twilio account')
      await user.type('API key secret', 'too-short')
      await user.press('Use this line')
    },
  },
}
