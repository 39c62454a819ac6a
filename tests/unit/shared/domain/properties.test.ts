import * as fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { SnapshotSchema } from '../../../../src/shared/ipc/contract.ts'
import { ringingCalls } from '../../../../src/shared/domain/phone.ts'
import { reduce } from '../../../../src/shared/domain/reducer.ts'
import { endedBetween, notificationsFor } from '../../../../src/shared/domain/selectors.ts'
import {
  endReasonMessage,
  registrationMessage,
  callStateMessage,
} from '../../../../src/shared/messages/calls.ts'
import { history, statesOf } from './histories.ts'

const runs = { numRuns: 500 }

describe('whatever happens to a phone', () => {
  it('an ended call never revives', () => {
    fc.assert(
      fc.property(history, (events) => {
        const over = new Set<string>()
        for (const phone of statesOf(events)) {
          for (const { id } of phone.calls) expect(over).not.toContain(id)
          for (const { id } of phone.ended) over.add(id)
        }
      }),
      runs,
    )
  })

  it('at most one call is open, and no call is listed twice', () => {
    fc.assert(
      fc.property(history, (events) => {
        for (const { calls, ended } of statesOf(events)) {
          const open = calls.filter(({ state }) => state === 'connected' || state === 'reconnecting')
          expect(open.length).toBeLessThanOrEqual(1)
          const ids = [...calls, ...ended].map(({ id }) => id)
          expect(new Set(ids).size).toBe(ids.length)
        }
      }),
      runs,
    )
  })

  it('what was said once changes nothing when said again', () => {
    fc.assert(
      fc.property(history, (events) => {
        let [phone] = statesOf([])
        for (const event of events) {
          phone = reduce(phone, event)
          const again = reduce(phone, event)
          expect(again).toBe(phone)
        }
      }),
      runs,
    )
  })

  it('a state is never changed after it was handed out', () => {
    fc.assert(
      fc.property(history, (events) => {
        const states = statesOf(events)
        const copies = states.map((state) => structuredClone(state))
        expect(statesOf(events)).toEqual(copies)
        expect(states).toEqual(copies)
      }),
      { numRuns: 100 },
    )
  })

  it('each ended call is told exactly once, whichever snapshots were skipped', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.boolean()), (events, seen) => {
        const states = statesOf(events)
        const last = states[states.length - 1] ?? states[0]
        let [previous] = states
        const told: string[] = []
        for (const state of [...states.filter(() => seen.next().value), last]) {
          told.push(...endedBetween(previous, state).map(({ id }) => id))
          previous = state
        }
        expect(told).toEqual(last.ended.map(({ id }) => id).toReversed())
      }),
      runs,
    )
  })

  it('there is one notification for each ringing call, and none besides', () => {
    fc.assert(
      fc.property(history, (events) => {
        for (const phone of statesOf(events)) {
          const shown = notificationsFor(phone, 'US')
          expect(shown.map(({ callId }) => callId)).toEqual(ringingCalls(phone).map(({ id }) => id))
          for (const { title, body } of shown) {
            expect(title.trim()).not.toBe('')
            expect(body).toMatch(/is calling$/i)
          }
        }
      }),
      runs,
    )
  })

  it('every state can be told to main, and arrives as it was', () => {
    fc.assert(
      fc.property(history, (events) => {
        for (const [n, phone] of statesOf(events).entries()) {
          const snapshot = { revision: n + 1, phone }
          expect(v.parse(SnapshotSchema, structuredClone(snapshot))).toEqual(snapshot)
        }
      }),
      runs,
    )
  })

  it('there are words for everything', () => {
    fc.assert(
      fc.property(history, (events) => {
        for (const phone of statesOf(events)) {
          expect(registrationMessage(phone.registration).title).not.toBe('')
          for (const call of phone.calls) expect(callStateMessage(call)).not.toBe('')
          for (const call of phone.ended) expect(endReasonMessage(call, 'US').title).not.toBe('')
        }
      }),
      { numRuns: 100 },
    )
  })
})
