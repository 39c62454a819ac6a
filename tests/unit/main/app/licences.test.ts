import { describe, expect, test } from 'vitest'
import { createLicencesHandler } from '../../../../src/main/app/licences.ts'

const FILE = '/opt/Offhook/resources/THIRD-PARTY-NOTICES.txt'

describe('the licences', () => {
  test('open', async () => {
    const opened: string[] = []
    const show = createLicencesHandler({ file: FILE, open: async (file) => (opened.push(file), '') })
    expect(await show()).toEqual({ ok: true })
    expect(opened).toEqual([FILE])
  })

  test.each([
    ['nothing opens texts', async () => 'Failed to open'],
    ['the desktop fails', () => Promise.reject(new Error('gone'))],
  ])('say where they are when %s', async (_, open) => {
    const answer = await createLicencesHandler({ file: FILE, open })()
    expect(answer).toEqual({ ok: false, problem: `The licences could not be opened. They are in ${FILE}` })
  })

  test('open once for repeated requests, and again for a later request', async () => {
    const ends: ((why: string) => void)[] = []
    const open = () => new Promise<string>((resolve) => ends.push(resolve))
    const show = createLicencesHandler({ file: FILE, open })
    const presses = [show(), show(), show()]
    expect(ends).toHaveLength(1)
    ends[0]?.('')
    await Promise.all(presses)
    void show()
    expect(ends).toHaveLength(2)
  })
})
