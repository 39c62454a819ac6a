import { describe, expect, test } from 'vitest'
import { silentLog } from '../../../../exchange/lib/log.ts'
import { createEventLog } from '../../../../exchange/model/events.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'

describe('the event log', () => {
  test('numbers events from 1, and stores a bounded number', () => {
    const events = createEventLog(createFakeClock(), silentLog, 10)
    const heard: number[] = []
    const stop = events.on(({ id }) => heard.push(id))
    for (let count = 0; count < 50; count += 1) events.emit({ type: 'ringing', callSid: 'CA1' })
    stop()
    events.emit({ type: 'ringing', callSid: 'CA1' })
    expect(heard).toHaveLength(50)
    expect(events.lastId).toBe(51)
    expect(events.since(49).map(({ id }) => id)).toEqual([50, 51])
    const remembered = events.since(0).map(({ id }) => id)
    expect(remembered.at(-1)).toBe(51)
    expect(remembered.length).toBeGreaterThanOrEqual(10)
    expect(remembered.length).toBeLessThan(20)
  })
})
