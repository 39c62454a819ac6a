import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { connectionQuestion, limitQuestions } from '../../../../src/main/connection/connection-question.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'

const PRACTICE = { kind: 'practice' } as const
const TEAM = { kind: 'team', url: 'https://calls.example.com/token', method: 'POST' } as const
const QUESTION = { message: 'Use x?', detail: '' }

describe('the question about another connection', () => {
  test('names the host first, and shows the whole address with its query', () => {
    const url = 'https://calls.example.com:8443/token?contacts=Ada%20%2B12025550142#x'
    const question = connectionQuestion(PRACTICE, { ...TEAM, url, method: 'GET' })
    expect(question?.message).toBe('Use calls.example.com:8443 for your calls?')
    expect(question?.detail).toContain(url)
    expect(question?.detail).toContain('by GET')
    expect(question?.detail).toContain('Calls go through Twilio.')
  })

  test('names an exchange and its certificate', () => {
    const pin = `sha256/${'A'.repeat(43)}=`
    const question = connectionQuestion(TEAM, { ...TEAM, exchange: `exchange.example.com:443 ${pin}` })
    expect(question?.detail).toContain(`exchange.example.com:443\n${pin}`)
    expect(question?.detail).not.toContain('through Twilio')
  })

  test('shows a host in the letters that the DNS has, and an address in one line of ASCII', () => {
    const evil = 'https://cаlls.example.com/to\u202eken\u0085?x=\u2028y'
    const question = connectionQuestion(PRACTICE, { ...TEAM, url: evil })
    expect(question?.message).toContain('xn--')
    const shown = question?.detail.split('\n').find((line) => line.startsWith('https://')) ?? ''
    expect(shown).toMatch(/^[\x21-\x7e]+$/)
  })

  test('says of the practice line which calls no longer arrive', () => {
    expect(connectionQuestion(TEAM, PRACTICE)?.detail).toContain('Calls to calls.example.com no longer reach')
  })

  test('is not asked where nothing changes, whatever the order of what is stored', () => {
    expect(connectionQuestion(TEAM, { method: 'POST', url: TEAM.url, kind: 'team' })).toBeNull()
    expect(connectionQuestion(PRACTICE, PRACTICE)).toBeNull()
  })
})

describe('asking', () => {
  test('is refused without a question after three refusals in a minute, until a minute has passed', async () => {
    const fakeClock = createFakeClock()
    let asked = 0
    const confirm = limitQuestions(async () => {
      asked += 1
      return false
    }, fakeClock.clock)
    for (let count = 0; count < 1_000; count += 1) expect(await confirm(QUESTION)).toBe(false)
    expect(asked).toBe(3)
    await fakeClock.advance(60_000)
    await confirm(QUESTION)
    expect(asked).toBe(4)
  })

  test('that fails confirms nothing', async () => {
    const confirm = limitQuestions(
      () => Promise.reject(new Error('no display')),
      () => 0,
    )
    expect(await confirm(QUESTION)).toBe(false)
  })

  test('never confirms what the person did not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 30 }), async (answers) => {
        let given: boolean | undefined
        let next = 0
        const confirm = limitQuestions(
          async () => (given = answers[next++] ?? false),
          () => 0,
        )
        for (const _ of answers) {
          given = undefined
          const isConfirmed = await confirm(QUESTION)
          expect(isConfirmed).toBe(given ?? false)
        }
      }),
      { seed: 8 },
    )
  })
})
