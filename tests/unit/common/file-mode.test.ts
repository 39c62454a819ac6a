import { describe, expect, test } from 'vitest'
import { openFileWarning } from '../../../common/file-mode.ts'

describe('a file with secrets', () => {
  test.each([
    [0o100600, undefined],
    [0o100400, undefined],
    [0o100640, /can read .*mode 0640/],
    [0o100604, /can read .*mode 0604/],
    [0o100660, /can change .*mode 0660/],
    [0o100666, /can change .*mode 0666/],
    [0o100602, /can change .*mode 0602/],
    [undefined, undefined],
  ])('of mode %o gets the warning %s', (mode, words) => {
    const warning = openFileWarning('users.json', mode)
    if (words === undefined) expect(warning).toBe(undefined)
    else expect(warning).toMatch(words)
  })
})
