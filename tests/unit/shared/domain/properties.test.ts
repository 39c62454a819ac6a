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

describe('In every sequence of events', () => {
  it('an ended call never becomes live again', () => {
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

  it('at most one call is connected, and no call is listed twice', () => {
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

  it('an event that is repeated at once changes nothing', () => {
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

  it('the reducer never mutates an earlier state', () => {
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

  it('each ended call is reported exactly once, even when snapshots are skipped', () => {
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

  it('each ringing call has exactly one notification, and no other notification exists', () => {
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

  it('main receives every state unchanged', () => {
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

  it('every state has a message', () => {
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
