import { expect, it } from 'vitest'
import { createDtmfQueue } from '../../../../src/renderer/telephony/twilio/calls/dtmf-queue.ts'

/** Creates a queue whose timer is run by the test. */
function setUp() {
  const sent: string[] = []
  let timer: { ms: number; work: () => void } | undefined
  const after = (ms: number, work: () => void) => {
    timer = { ms, work }
    return () => {
      timer = undefined
    }
  }
  const queue = createDtmfQueue(after, (digit) => sent.push(digit))
  return {
    queue,
    sent,
    /** Runs the pending timer. Returns its delay, or undefined when there is none. */
    passTime: (): number | undefined => {
      const due = timer
      timer = undefined
      due?.work()
      return due?.ms
    },
  }
}

it('the queue sends the first digit at once, and each further digit after the previous tone has ended', () => {
  const { queue, sent, passTime } = setUp()
  queue.add('12')
  queue.add('3')
  expect(sent).toEqual(['1'])
  expect([passTime(), sent.join('')]).toEqual([320, '12'])
  queue.add('4')
  expect([passTime(), sent.join('')]).toEqual([320, '123'])
  expect([passTime(), sent.join('')]).toEqual([320, '1234'])
  expect(passTime()).toBe(320)
  expect(passTime(), 'nothing left to wait for').toBeUndefined()
  queue.add('5')
  expect(sent.join('')).toBe('12345')
})

it('the queue pauses for half a second at a `w`', () => {
  const { queue, sent, passTime } = setUp()
  queue.add('1ww2')
  const waits = [passTime(), passTime(), passTime()]
  expect(waits).toEqual([320, 500, 500])
  expect(sent.join('')).toBe('12')
})

it('the queue sends nothing after it has been stopped', () => {
  const { queue, sent, passTime } = setUp()
  queue.add('123')
  queue.stop()
  expect(passTime()).toBeUndefined()
  expect(sent).toEqual(['1'])
})
