import { describe, expect, test } from 'vitest'
import { createCallHistory } from '../../../../src/main/history/call-history.ts'
import { fromStoredLine } from '../../../../src/main/history/stored-call.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { anEndedCall, createMainState } from '../../../support/state/main-state.ts'

const RENAMED = [
  ['hung-up', 'local-hangup'],
  ['hung-up-remotely', 'remote-hangup'],
  ['turned-away', 'rejected-dnd'],
  ['given-up', 'canceled'],
  ['rejected-remotely', 'declined'],
  ['service-failed', 'application-error'],
  ['stopped', 'app-terminated'],
] as const
const SAME = ['rejected', 'missed', 'busy', 'no-answer', 'unreachable', 'connection-lost', 'failed'] as const

/** A call as Offhook wrote it before its keys and end reasons were renamed. */
function oldCall(id: string, ending: string, endedAt: number): object {
  const { state, connectedAt, endReason, ...rest } = anEndedCall({ id, endedAt })
  return { ...rest, phase: state, openedAt: connectedAt, ending, unseen: endReason === 'missed' }
}

function recentsOf(lines: readonly object[]) {
  const mainState = createMainState()
  const log = createMemoryLog()
  const file = {
    read: () => lines.map((line) => JSON.stringify(line)),
    append: () => undefined,
    replace: () => undefined,
    replaceDamaged: () => undefined,
  }
  createCallHistory({ file, ...mainState, clock: () => 9_000, log })
  return { recents: mainState.appState.current.recents, log }
}

describe('recent calls written by an earlier version', () => {
  test.each([...RENAMED, ...SAME.map((reason) => [reason, reason] as const)])(
    'a call stored with the end reason %s is read as %s',
    (before, now) => {
      const { recents, log } = recentsOf([oldCall('a', before, 2_000)])
      expect(recents).toMatchObject([{ id: 'a', state: 'ended', endReason: now }])
      expect(log.lines).toEqual([])
    },
  )

  test('a call that was in progress when that version stopped is in the list', () => {
    const { recents } = recentsOf([{ unfinished: oldCall('a', 'stopped', 2_000) }])
    expect(recents).toMatchObject([{ id: 'a', endReason: 'app-terminated' }])
  })

  test('a file with old and new lines keeps all calls, newest first', () => {
    const current = { ...anEndedCall({ id: 'b', endedAt: 3_000 }), unseen: false }
    const { recents } = recentsOf([oldCall('a', 'given-up', 2_000), current, oldCall('c', 'hung-up', 4_000)])
    expect(recents.map(({ id }) => id)).toEqual(['c', 'b', 'a'])
  })

  test('a line in the present form, or of another kind, is returned unchanged', () => {
    for (const line of [anEndedCall({ id: 'a' }), { seen: 'a' }, { dropped: 'a' }, 'text', null])
      expect(fromStoredLine(line)).toEqual(line)
  })

  test('an end reason that no version wrote is refused', () => {
    const { recents, log } = recentsOf([oldCall('a', 'toString', 2_000)])
    expect(recents).toEqual([])
    expect(log.lines).toHaveLength(1)
  })
})
