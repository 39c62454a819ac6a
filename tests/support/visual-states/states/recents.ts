import type { RecentCall } from '../../../../src/shared/ipc/contract.ts'
import { parseParty } from '../../../../src/shared/domain/party.ts'
import { registered, type GalleryTestbed } from '../testbed.ts'
import type { VisualStates } from './visual-state.ts'

const MINUTE = 60_000
const DAY = 1_440 * MINUTE

type Past = Pick<RecentCall, 'direction' | 'endReason'> & {
  readonly from: string
  readonly name?: string
  /** Milliseconds before now. */
  readonly ago: number
  /** Milliseconds of conversation. */
  readonly lasted?: number
  readonly unseen?: boolean
}

const PAST: readonly Past[] = [
  {
    direction: 'incoming',
    endReason: 'missed',
    from: '+12025550147',
    name: 'Maria Santos',
    ago: 4 * MINUTE,
    unseen: true,
  },
  {
    direction: 'incoming',
    endReason: 'rejected-dnd',
    from: '+442079460018',
    ago: 25 * MINUTE,
    unseen: true,
  },
  {
    direction: 'outgoing',
    endReason: 'local-hangup',
    from: 'client:alice',
    ago: 95 * MINUTE,
    lasted: 754_000,
  },
  { direction: 'outgoing', endReason: 'busy', from: '+12025550103', ago: 97 * MINUTE },
  { direction: 'incoming', endReason: 'rejected', from: 'anonymous', ago: 180 * MINUTE },
  {
    direction: 'incoming',
    endReason: 'remote-hangup',
    from: '+12025550188',
    name: 'Maximiliane Wolfeschlegelsteinhausenbergerdorff of the Department of Long Names',
    ago: DAY,
    lasted: 4_321_000,
  },
  { direction: 'outgoing', endReason: 'no-answer', from: '+12025550104', ago: 2 * DAY },
  {
    direction: 'incoming',
    endReason: 'local-hangup',
    from: '+97225550108',
    name: 'רותם לוי-ברגמן',
    ago: 3 * DAY,
    lasted: 93_000,
  },
  {
    direction: 'incoming',
    endReason: 'rejected',
    from: '+302105550108',
    name: 'Γιώργος Παπαδόπουλος',
    ago: 4 * DAY,
  },
  {
    direction: 'incoming',
    endReason: 'missed',
    from: '+12025550191',
    name: 'Tom\u202Emoc.knab <b>Bank</b>',
    ago: 9 * DAY,
  },
  { direction: 'incoming', endReason: 'connection-lost', from: 'client:bob', ago: 400 * DAY, lasted: 61_000 },
]

function recall(now: number, { from, name, ago, lasted, unseen, ...how }: Past, index: number): RecentCall {
  const startedAt = now - ago
  return {
    ...how,
    id: `past-${index}`,
    sid: null,
    party: parseParty(from, name),
    state: 'ended',
    startedAt,
    connectedAt: lasted === undefined ? null : startedAt + 5_000,
    endedAt: startedAt + 5_000 + (lasted ?? 9_000),
    detail: null,
    unseen: unseen ?? false,
  }
}

function past(list: readonly Past[]) {
  return (testbed: GalleryTestbed): void => {
    registered(testbed)
    testbed.api.update({ recents: list.map((call, index) => recall(testbed.clock.now(), call, index)) })
  }
}

const MANY: readonly Past[] = Array.from({ length: 200 }, (_, index) => ({
  direction: index % 3 === 0 ? 'incoming' : 'outgoing',
  endReason: index % 3 === 0 ? 'missed' : 'local-hangup',
  from: `+1202555${String(100 + index).padStart(4, '0')}`,
  ago: index * 37 * MINUTE,
  ...(index % 3 !== 0 && { lasted: index * 7_000 }),
}))

/** Past calls. */
export const recentStates: VisualStates = {
  'recents-badge': { before: past(PAST) },
  recents: { before: past(PAST), after: (_, user) => user.press('Recents') },
  'recents-empty': { before: registered, after: (_, user) => user.press('Recents') },
  'recents-in-call': {
    before(testbed) {
      past(PAST)(testbed)
      testbed.phone.dial('alice')
      testbed.line.remoteAnswers('out-1')
    },
    after: (_, user) => user.press('Recents'),
  },
  'recents-many': { before: past(MANY), after: (_, user) => user.press('Recents') },
  'ended-during-call': {
    before(testbed) {
      registered(testbed)
      const id = testbed.line.ring('+12025550147', { callerName: 'Maria Santos' })
      testbed.phone.command({ type: 'accept', id })
      testbed.line.opens(id)
      testbed.clock.advanceSync(74_000)
    },
    after({ line }) {
      line.callerGivesUp(line.ring('client:alice'))
    },
  },
}
