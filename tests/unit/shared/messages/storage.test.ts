import { describe, expect, test } from 'vitest'
import { damagedFileMessage, storageProblemMessage } from '../../../../src/shared/messages/storage.ts'

const FOLDER = '/home/maria/.config/Offhook'

describe('what the window says about the files of settings and recent calls', () => {
  test('is nothing while they are written', () => {
    expect(storageProblemMessage({ folder: FOLDER, problem: null, damaged: [] })).toBeNull()
  })

  test.each([
    ['disk-full', 'The disk is full.'],
    ['read-only', 'The disk is read-only.'],
    ['not-allowed', 'not allowed to write'],
    ['other', 'cannot be written to'],
  ] as const)('names the reason %s and the folder', (problem, reason) => {
    const message = storageProblemMessage({ folder: FOLDER, problem, damaged: [] })
    expect(message?.title).toContain('not being saved')
    expect(message?.hint).toContain(reason)
    expect(message?.hint).toContain(FOLDER)
  })

  test.each([
    ['settings', true, 'Check your settings.'],
    ['settings', false, 'choose it again in Settings'],
    ['recents', true, 'Some calls may be missing'],
  ] as const)(
    'of damaged %s (connection read: %s) says what to do and where the file is',
    (file, connectionRead, hint) => {
      const message = damagedFileMessage({ file, keptAs: 'x.damaged.json', connectionRead }, FOLDER)
      expect(message.hint).toContain(hint)
      expect(message.hint).toContain(`kept as x.damaged.json in ${FOLDER}`)
    },
  )
})
