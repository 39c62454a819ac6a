import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  END_REASONS,
  OFFLINE_REASONS,
  REJECTION_REASONS,
} from '../../../../src/shared/domain/phone-schemas.ts'
import { MAX_ENDED_CALLS, MAX_LIVE_CALLS, newPhone, type Phone } from '../../../../src/shared/domain/phone.ts'
import { parseSnapshot } from '../../../../src/shared/ipc/parse-snapshot.ts'
import { registrationMessage } from '../../../../src/shared/messages/calls.ts'
import { aLiveCall, anEndedCall } from '../../../support/state/main-state.ts'
import { history, phoneAfter } from '../domain/histories.ts'

const previous = newPhone(7).registration
const ready: Phone['registration'] = { state: 'registered', identity: 'maria', since: 1 }
const read = (phone: unknown) => parseSnapshot(structuredClone({ revision: 1, phone }), previous)

describe('A snapshot', () => {
  it('is parsed unchanged after every sequence of events', () => {
    fc.assert(
      fc.property(history, (events) => {
        const phone = phoneAfter(...events)
        expect(read(phone)).toEqual({ snapshot: { revision: 1, phone }, problems: [] })
      }),
      { seed: 20_261_128, numRuns: 200 },
    )
  })

  it('is parsed with every end reason and every registration reason', () => {
    const ended = END_REASONS.map((endReason, n) => anEndedCall({ id: `CA${n}`, endReason: endReason }))
    for (let n = 0; n < ended.length; n += MAX_ENDED_CALLS)
      expect(read({ ...newPhone(0), ended: ended.slice(n, n + MAX_ENDED_CALLS) }).problems).toEqual([])
    const lines: Phone['registration'][] = [
      ...OFFLINE_REASONS.map((reason) => ({ state: 'offline', reason, since: 0, detail: null }) as const),
      ...REJECTION_REASONS.map((reason) => ({ state: 'rejected', reason, since: 0, detail: null }) as const),
    ]
    for (const line of lines) {
      expect(read({ ...newPhone(0), registration: line }).problems).toEqual([])
      expect(registrationMessage(line).title).not.toBe('')
    }
  })

  it('with one invalid call keeps the registration and every other call', () => {
    const call = aLiveCall('CA1')
    const over = anEndedCall({ id: 'over' })
    const { snapshot, problems } = read({
      registration: ready,
      calls: [{ ...call, id: 'bad', state: 'parked' }, call, null],
      ended: [{ ...over, endReason: 'carried-off-by-pigeons' }, over, 'CA1'],
    })
    expect(snapshot?.phone).toEqual({ registration: ready, calls: [call], ended: [over] })
    expect(problems).toHaveLength(4)
    expect(problems.join()).not.toContain('pigeons')
  })

  it('with an invalid registration keeps the calls and the previous registration', () => {
    const call = aLiveCall('CA1')
    const { snapshot, problems } = read({ registration: { state: 'floating' }, calls: [call], ended: [] })
    expect(snapshot?.phone).toEqual({ registration: previous, calls: [call], ended: [] })
    expect(problems).toHaveLength(1)
  })

  it('with too many calls is truncated before it is parsed', () => {
    const calls = Array.from({ length: 10_000 }, (_, n) => aLiveCall(`CA${n}`))
    const { snapshot, problems } = read({ registration: ready, calls, ended: [] })
    expect(snapshot?.phone.calls).toHaveLength(MAX_LIVE_CALLS)
    expect(problems).toHaveLength(1)
  })

  it.each([
    null,
    'hello',
    {},
    { revision: 0, phone: newPhone(0) },
    { revision: 1 },
    { revision: 1, phone: { registration: ready } },
  ])('without the required structure is rejected: %j', (raw) => {
    expect(parseSnapshot(raw, previous)).toMatchObject({ snapshot: null, problems: [expect.any(String)] })
  })
})
