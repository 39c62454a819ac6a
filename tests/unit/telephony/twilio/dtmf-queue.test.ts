import { expect, it } from 'vitest'
import { createDtmfQueue } from '../../../../src/renderer/telephony/twilio/calls/dtmf-queue.ts'

/** A pace whose one timer runs out when told. */
function setUp() {
  const sent: string[] = []
  let timer: { ms: number; work: () => void } | undefined
  const after = (ms: number, work: () => void) => {
    timer = { ms, work }
    return () => {
      timer = undefined
    }
  }
  const pace = createDtmfQueue(after, (digit) => sent.push(digit))
  return {
    pace,
    sent,
    /** Lets the timer run out; answers how long it took, or undefined when there was none. */
    passTime: (): number | undefined => {
      const due = timer
      timer = undefined
      due?.work()
      return due?.ms
    },
  }
}

it('sends the first digit at once, and each further one when the one before has sounded', () => {
  const { pace, sent, passTime } = setUp()
  pace.add('12')
  pace.add('3')
  expect(sent).toEqual(['1'])
  expect([passTime(), sent.join('')]).toEqual([320, '12'])
  pace.add('4')
  expect([passTime(), sent.join('')]).toEqual([320, '123'])
  expect([passTime(), sent.join('')]).toEqual([320, '1234'])
  expect(passTime()).toBe(320)
  expect(passTime(), 'nothing left to wait for').toBeUndefined()
  pace.add('5')
  expect(sent.join('')).toBe('12345')
})

it('pauses half a second at a w', () => {
  const { pace, sent, passTime } = setUp()
  pace.add('1ww2')
  const waits = [passTime(), passTime(), passTime()]
  expect(waits).toEqual([320, 500, 500])
  expect(sent.join('')).toBe('12')
})

it('sends no more once stopped', () => {
  const { pace, sent, passTime } = setUp()
  pace.add('123')
  pace.stop()
  expect(passTime()).toBeUndefined()
  expect(sent).toEqual(['1'])
})
