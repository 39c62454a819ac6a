import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCallHistory, MAX_STORED_CALLS } from '../../../../src/main/history/call-history.ts'
import type { JsonlFile } from '../../../../src/main/history/jsonl-file.ts'
import { aLiveCall, anEndedCall, createMainState } from '../../../support/state/main-state.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'

interface MemoryFile extends JsonlFile {
  readonly lines: string[]
  replaced: number
  /** The content of the file when the damage was detected. */
  damaged: readonly string[] | undefined
}

function createMemoryFile(lines: string[] = []): MemoryFile {
  return {
    lines,
    replaced: 0,
    damaged: undefined,
    read: () => [...lines],
    append: (line) => lines.push(line),
    replace(next) {
      lines.splice(0, lines.length, ...next)
      this.replaced += 1
    },
    replaceDamaged(next) {
      this.damaged = [...lines]
      lines.splice(0, lines.length, ...next)
    },
  }
}

function setUp(file = createMemoryFile()) {
  const mainState = createMainState()
  const log = createMemoryLog()
  const history = createCallHistory({ file, ...mainState, clock: () => 5_000, log })
  const ids = () => mainState.appState.current.recents.map(({ id }) => id)
  return { ...mainState, file, history, log, ids }
}

describe('recent calls', () => {
  test('are stored once each, newest first, however often the phone reports them', () => {
    const { snapshot, ids, file } = setUp()
    const first = anEndedCall({ id: 'a', endedAt: 2_000 })
    const second = anEndedCall({ id: 'b', endedAt: 3_000, endReason: 'local-hangup', connectedAt: 2_500 })
    snapshot({ ended: [first] })
    snapshot({ ended: [second, first] })
    snapshot({ ended: [] })
    snapshot({ ended: [second, first] })
    expect(ids()).toEqual(['b', 'a'])
    expect(file.lines).toHaveLength(2)
  })

  test('do not include test calls, however these end', () => {
    const { snapshot, replica, ids, file } = setUp()
    snapshot({ ended: [anEndedCall({ id: 'a', isTestCall: true })] })
    snapshot({ calls: [{ ...aLiveCall('b'), isTestCall: true }] })
    replica.gone('renderer-gone')
    expect(ids()).toEqual([])
    expect(setUp(file).ids()).toEqual([])
  })

  test('do not include a call that was marked as a test call only while it rang', () => {
    const { snapshot, file } = setUp()
    snapshot({ calls: [aLiveCall('a')] })
    snapshot({ calls: [{ ...aLiveCall('a'), isTestCall: true }] })
    expect(setUp(file).ids()).toEqual([])
  })

  test('are restored after a restart, and a renderer that starts again duplicates none', () => {
    const file = createMemoryFile()
    const before = setUp(file)
    before.snapshot({ ended: [anEndedCall({ id: 'a' })] })
    const after = setUp(file)
    expect(after.ids()).toEqual(['a'])
    // The same CallSid under a new id, as a new renderer assigns it.
    after.snapshot({ ended: [anEndedCall({ id: 'z', sid: 'CA-a' })] })
    expect(after.ids()).toHaveLength(1)
  })

  test('with the same id in different renderer sessions are different calls if they have no CallSid', () => {
    const { snapshot, ids } = setUp()
    snapshot({ ended: [anEndedCall({ id: 'out-1', sid: null, startedAt: 1 })] })
    snapshot({ ended: [] })
    snapshot({ ended: [anEndedCall({ id: 'out-1', sid: null, startedAt: 9_000 })] })
    expect(ids()).toEqual(['out-1', 'out-1'])
  })

  test('end when the renderer crashes: missed while ringing, connection lost while connected', () => {
    const { snapshot, appState, replica } = setUp()
    snapshot({ calls: [aLiveCall('a'), aLiveCall('b', 'connected')] })
    replica.gone('renderer-gone')
    expect(appState.current.recents.map(({ id, endReason, endedAt }) => [id, endReason, endedAt])).toEqual([
      ['a', 'missed', 5_000],
      ['b', 'connection-lost', 5_000],
    ])
  })

  test('that ring again after a crash and are accepted have their final end reason', () => {
    const { snapshot, appState, replica } = setUp()
    snapshot({ calls: [aLiveCall('a')] })
    replica.gone('renderer-gone')
    replica.begin()
    replica.accept({ revision: 1, phone: { ...replica.phone, calls: [{ ...aLiveCall('n'), sid: 'CA-a' }] } })
    const over = anEndedCall({
      id: 'n',
      sid: 'CA-a',
      endReason: 'local-hangup',
      connectedAt: 6_000,
      endedAt: 7_000,
    })
    replica.accept({ revision: 2, phone: { ...replica.phone, calls: [], ended: [over] } })
    expect(appState.current.recents).toMatchObject([{ endReason: 'local-hangup', unseen: false }])
  })

  test('that were in progress when Offhook crashed are listed once afterwards', () => {
    const { snapshot, file } = setUp()
    snapshot({ calls: [aLiveCall('a'), aLiveCall('b', 'connected'), aLiveCall('c')] })
    snapshot({ calls: [aLiveCall('a'), aLiveCall('b', 'connected')], ended: [anEndedCall({ id: 'c' })] })
    for (const life of [1, 2]) {
      const { recents } = setUp(file).history
      const told = recents.map(({ id, endReason, connectedAt, unseen }) => ({
        id,
        endReason,
        connectedAt,
        unseen,
      }))
      expect(
        told.toSorted((x, y) => x.id.localeCompare(y.id)),
        `life ${life}`,
      ).toEqual([
        { id: 'a', endReason: 'missed', connectedAt: null, unseen: true },
        { id: 'b', endReason: 'app-terminated', connectedAt: 1_500, unseen: false },
        { id: 'c', endReason: 'missed', connectedAt: null, unseen: true },
      ])
    }
  })

  test('in progress are written only when the stored entry would change', () => {
    const { snapshot, file } = setUp()
    snapshot({ calls: [aLiveCall('a')] })
    snapshot({ calls: [aLiveCall('a'), aLiveCall('b')] })
    snapshot({ calls: [aLiveCall('a'), aLiveCall('b')] })
    expect(file.lines).toHaveLength(2)
    snapshot({ calls: [aLiveCall('a', 'connected'), aLiveCall('b')] })
    expect(file.lines).toHaveLength(3)
  })

  test('are kept, together with the damaged file, when lines in the middle are invalid', () => {
    const good = ['a', 'b'].map((id) => JSON.stringify({ ...anEndedCall({ id }), unseen: false }))
    const lines = [good[0] ?? '', '\0\0\0\0', '{"half', good[1] ?? '']
    const { ids, file } = setUp(createMemoryFile([...lines]))
    expect(ids().toSorted()).toEqual(['a', 'b'])
    expect(file.damaged).toEqual(lines)
    expect(file.lines.map((line): unknown => JSON.parse(line))).toEqual(
      good.toReversed().map((line): unknown => JSON.parse(line)),
    )
  })

  test('are read without a damage report when only the last line is truncated', () => {
    const good = JSON.stringify({ ...anEndedCall({ id: 'a' }), unseen: false })
    const { ids, file } = setUp(createMemoryFile([good, good.slice(0, 40)]))
    expect(ids()).toEqual(['a'])
    expect(file.damaged).toBeUndefined()
  })

  test('that were missed are unseen until the user has opened the list, also after a restart', () => {
    const { snapshot, history, appState, file } = setUp()
    const calls = [
      anEndedCall({ id: 'b', endReason: 'rejected-dnd' }),
      anEndedCall({ id: 'c', endReason: 'local-hangup' }),
      anEndedCall({ id: 'a' }),
    ]
    snapshot({ ended: calls })
    const unseen = () => appState.current.recents.filter((call) => call.unseen).map(({ id }) => id)
    expect(unseen().toSorted()).toEqual(['a', 'b'])
    history.markSeen(({ id }) => id === 'a')
    expect(unseen()).toEqual(['b'])
    history.markSeen()
    expect(unseen()).toEqual([])
    expect(setUp(file).history.recents.some((call) => call.unseen)).toBe(false)
    const written = file.lines.length
    history.markSeen()
    expect(file.lines).toHaveLength(written)
  })

  test('are limited in number', () => {
    const { snapshot, file } = setUp()
    for (let call = 0; call < 4_000; call += 1) {
      snapshot({ ended: [anEndedCall({ id: `c${call}`, endedAt: call })] })
    }
    expect(file.lines.length).toBeLessThanOrEqual(3_000)
    expect(file.replaced).toBe(1)
    const { history } = setUp(file)
    expect(history.recents[0]).toMatchObject({ id: 'c3999' })
    expect(file.lines.length).toBeGreaterThanOrEqual(MAX_STORED_CALLS)
  })

  test('in progress are kept when the file is rewritten', () => {
    const { snapshot, file } = setUp()
    for (let call = 0; call < 3_100; call += 1) {
      snapshot({
        calls: [aLiveCall('on', 'connected')],
        ended: [anEndedCall({ id: `c${call}`, endedAt: call })],
      })
    }
    expect(file.replaced).toBe(1)
    expect(setUp(file).history.recents[0]).toMatchObject({ id: 'on', endReason: 'app-terminated' })
  })
})

test('valid lines of any file are read, and invalid lines are counted', () => {
  const good = JSON.stringify({ ...anEndedCall({ id: 'a' }), unseen: true })
  const junk = fc.oneof(
    fc.string().filter((text) => !text.includes('\n')),
    fc.json(),
    fc.integer({ min: 0, max: good.length - 1 }).map((length) => good.slice(0, length)),
  )
  fc.assert(
    fc.property(fc.array(junk), fc.array(junk), (before, after) => {
      const { ids, log } = setUp(createMemoryFile([...before, good, ...after]))
      expect(ids()).toEqual(['a'])
      expect(log.lines.length).toBe(before.length + after.length > 0 ? 1 : 0)
    }),
  )
})
