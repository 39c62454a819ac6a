import type { EndReason } from '../../../../src/shared/domain/phone.ts'
import { registered, type GalleryTestbed } from '../testbed.ts'
import type { VisualStates } from './visual-state.ts'

interface EndedCallState {
  readonly endReason: EndReason
  readonly direction: 'incoming' | 'outgoing'
  readonly answered: boolean
  readonly detail?: string
}

const ENDED_CALLS: readonly EndedCallState[] = [
  { endReason: 'local-hangup', direction: 'incoming', answered: true },
  { endReason: 'remote-hangup', direction: 'outgoing', answered: true },
  { endReason: 'rejected', direction: 'incoming', answered: false },
  { endReason: 'missed', direction: 'incoming', answered: false },
  { endReason: 'rejected-dnd', direction: 'incoming', answered: false },
  { endReason: 'canceled', direction: 'outgoing', answered: false },
  { endReason: 'busy', direction: 'outgoing', answered: false },
  { endReason: 'declined', direction: 'outgoing', answered: false },
  { endReason: 'no-answer', direction: 'outgoing', answered: false },
  { endReason: 'unreachable', direction: 'outgoing', answered: false },
  {
    endReason: 'not-answered',
    direction: 'outgoing',
    answered: false,
    detail: 'TemporarilyUnavailable (31480)',
  },
  { endReason: 'application-error', direction: 'outgoing', answered: false, detail: 'Decline (31603)' },
  {
    endReason: 'microphone-denied',
    direction: 'incoming',
    answered: false,
    detail: '31401 PermissionDeniedError',
  },
  {
    endReason: 'microphone-missing',
    direction: 'outgoing',
    answered: false,
    detail: '31402 AcquisitionFailedError',
  },
  {
    endReason: 'connection-lost',
    direction: 'incoming',
    answered: true,
    detail: '53405 MediaConnectionError',
  },
  {
    endReason: 'not-allowed',
    direction: 'outgoing',
    answered: false,
    detail: '13227 No international permission',
  },
  { endReason: 'failed', direction: 'outgoing', answered: false, detail: '31005 ConnectionError' },
]

function showEnded({ endReason, direction, answered, detail }: EndedCallState) {
  return (testbed: GalleryTestbed): void => {
    registered(testbed)
    const id = start(testbed, direction)
    if (answered) {
      testbed.phone.command({ type: 'accept', id })
      testbed.phone.dispatch({ type: 'connected', at: testbed.clock.now(), id, sid: null })
      testbed.clock.advanceSync(194_000)
    }
    testbed.phone.dispatch({
      type: 'ended',
      at: testbed.clock.now(),
      id,
      endReason: endReason,
      detail: detail ?? null,
    })
  }
}

function start({ line, phone }: GalleryTestbed, direction: EndedCallState['direction']): string {
  if (direction === 'incoming') return line.ring('+12025550147', { callerName: 'Maria Santos' })
  phone.dial('+12025550103')
  return 'out-1'
}

/** What is left of a call when it is over, one picture for each way it may end. */
export const endReasonStates: VisualStates = Object.fromEntries(
  ENDED_CALLS.map((ended) => [`ended-${ended.endReason}`, { before: showEnded(ended) }]),
)
