import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createReplica } from '../../../../src/main/ipc/replica.ts'
import { newPhone, type Phone } from '../../../../src/shared/domain/phone.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'

const phoneAt = (since: number): Phone => ({
  ...newPhone(since),
  registration: { state: 'connecting', since },
})

function setUp() {
  const log = createMemoryLog()
  const replica = createReplica({ clock: () => 7, log })
  const heard: [number, number][] = []
  replica.subscribe((previous, next) => heard.push([previous.registration.since, next.registration.since]))
  return { replica, heard, log }
}

describe('the replica', () => {
  test('starts offline', () => {
    expect(setUp().replica.phone).toEqual(newPhone(7))
  })

  test('reports each change with the previous state', () => {
    const { replica, heard } = setUp()
    replica.accept({ revision: 1, phone: phoneAt(100) })
    replica.accept({ revision: 2, phone: phoneAt(200) })
    expect(heard).toEqual([
      [7, 100],
      [100, 200],
    ])
  })

  test('never returns to an earlier revision, in any order of snapshots', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (revisions) => {
        const { replica, heard } = setUp()
        for (const revision of revisions) replica.accept({ revision, phone: phoneAt(1000 + revision) })
        expect(replica.phone.registration.since).toBe(1000 + Math.max(...revisions))
        expect(heard.every(([previous, next]) => previous < next)).toBe(true)
      }),
    )
  })

  test('accepts lower revisions after the renderer starts again', () => {
    const { replica } = setUp()
    replica.accept({ revision: 9, phone: phoneAt(100) })
    replica.begin()
    expect(replica.phone).toEqual(newPhone(7))
    replica.accept({ revision: 1, phone: phoneAt(200) })
    expect(replica.phone.registration.since).toBe(200)
  })

  test('has no ringing call after the renderer exits, and ignores its late snapshots', () => {
    const { replica } = setUp()
    replica.accept({ revision: 1, phone: phoneAt(100) })
    replica.gone('renderer-gone')
    expect(replica.phone.registration).toMatchObject({ state: 'offline', reason: 'renderer-gone' })
    expect(replica.phone.calls).toEqual([])
    replica.accept({ revision: 2, phone: phoneAt(200) })
    expect(replica.phone.registration.state).toBe('offline')
  })

  test('notifies the remaining listeners when one listener fails', () => {
    const log = createMemoryLog()
    const replica = createReplica({ clock: () => 7, log })
    replica.subscribe(() => {
      throw new Error('the tray is broken')
    })
    const heard: number[] = []
    replica.subscribe((_previous, next) => heard.push(next.registration.since))
    replica.accept({ revision: 1, phone: phoneAt(100) })
    expect(heard).toEqual([100])
    expect(log.lines.join()).toContain('the tray is broken')
  })
})
