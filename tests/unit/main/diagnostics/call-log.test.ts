import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { callTransitions, createCallLog } from '../../../../src/main/diagnostics/call-log.ts'
import { createRedactor } from '../../../../src/main/lib/redactor.ts'
import { newPhone, type LiveCall, type Phone } from '../../../../src/shared/domain/phone.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { aLiveCall, anEndedCall, createMainState } from '../../../support/state/main-state.ts'

const EMPTY = newPhone(0)
const SID = 'CA0123456789abcdef0123456789abcdef'
const withCalls = (...calls: LiveCall[]): Phone => ({ ...EMPTY, calls })
const ringing: LiveCall = { ...aLiveCall('a'), sid: SID, startedAt: 1_000 }

describe('the call log', () => {
  test('a ringing call has a line with CallSid, direction, state and party', () => {
    expect(callTransitions(EMPTY, withCalls(ringing), 1_250)).toEqual([
      `Call sid=${SID} direction=incoming party=number ${ringing.party.address} state=ringing after=250`,
    ])
  })

  test('each transition has one line, a change without a transition has none', () => {
    const connected: LiveCall = { ...aLiveCall('a', 'connected'), sid: SID, startedAt: 1_000 }
    const muted: LiveCall = { ...connected, ...(connected.state === 'connected' && { muted: true }) }
    expect(callTransitions(withCalls(ringing), withCalls(connected), 3_000)).toHaveLength(1)
    expect(callTransitions(withCalls(connected), withCalls(muted), 3_500)).toEqual([])
  })

  test('an outgoing call has another line when its CallSid becomes known', () => {
    const dialled: LiveCall = { ...aLiveCall('b', 'connecting'), sid: null }
    const lines = callTransitions(withCalls(dialled), withCalls({ ...dialled, sid: SID }), 2_000)
    expect(lines).toEqual([expect.stringContaining(`sid=${SID} direction=outgoing`)])
  })

  test('the end of a call has its reason, the code, and both durations in ms', () => {
    const call = anEndedCall({
      id: 'a',
      sid: SID,
      startedAt: 1_000,
      connectedAt: 3_000,
      endedAt: 8_000,
      endReason: 'connection-lost',
      detail: 'Media connection failed. (53405)',
    })
    const [line] = callTransitions(withCalls(ringing), { ...EMPTY, ended: [call] }, 9_000)
    expect(line).toContain('state=ended reason=connection-lost code=53405 total=7000 connected=5000')
    expect(line).toContain('detail="Media connection failed. (53405)"')
  })

  test('a call that is lost with its page has a line', () => {
    expect(callTransitions(withCalls(ringing), EMPTY, 2_000)).toEqual([
      expect.stringContaining('state=ended reason=missed code=none total=1000 connected=0'),
    ])
  })

  test('the number is masked by the log', () => {
    const line = callTransitions(EMPTY, withCalls(ringing), 1_000).join('')
    const digits = ringing.party.address.slice(1, -2)
    expect(createRedactor().clean(line)).not.toContain(digits)
    expect(createRedactor().clean(line)).toContain(SID)
  })

  test('a line is always one line, and a call never has a negative duration', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 10_000 }), (detail, endedAt) => {
        const call = anEndedCall({ id: 'a', startedAt: 5_000, endedAt, detail })
        const [line] = callTransitions(EMPTY, { ...EMPTY, ended: [call] }, endedAt)
        expect(line).not.toMatch(/[\n\r]|=-\d/)
      }),
    )
  })

  test('it follows the replica until it is stopped', () => {
    const { replica, snapshot } = createMainState()
    const log = createMemoryLog()
    const stop = createCallLog({ replica, clock: () => 5_000, log })
    snapshot({ calls: [ringing] })
    stop()
    snapshot({ calls: [] })
    expect(log.lines).toHaveLength(1)
  })
})
