import { describe, expect, test } from 'vitest'
import { openFileWarning } from '../../../../common/node/file-mode.ts'

describe('a file with secrets', () => {
  test.each([
    [0o100600, undefined],
    [0o100400, undefined],
    [0o100640, /can read .*mode 0640/],
    [0o100604, /can read .*mode 0604/],
    [0o100660, /can change .*mode 0660/],
    [0o100666, /can change .*mode 0666/],
    [0o100602, /can change .*mode 0602/],
  ])('a file of mode %o causes the warning %s', (mode, words) => {
    const warning = openFileWarning('users.json', { mode, uid: 1000 }, 1000)
    if (words === undefined) expect(warning).toBe(undefined)
    else expect(warning).toMatch(words)
  })

  test('a file of another user causes a warning, a file of root or without modes does not', () => {
    const closed = { mode: 0o100600 }
    const foreign = { ...closed, uid: 65_534 }
    for (const self of [1000, 0])
      expect(openFileWarning('users.json', foreign, self)).toContain('belongs to another user (65534)')
    expect(openFileWarning('users.json', { ...closed, uid: 0 }, 1000)).toBe(undefined)
    expect(openFileWarning('users.json', undefined, undefined)).toBe(undefined)
  })
})
