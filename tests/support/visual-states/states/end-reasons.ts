import type { Ending } from '../../../../src/shared/domain/phone.ts'
import { ready, type GalleryTestbed } from '../testbed.ts'
import type { GalleryStates } from './visual-state.ts'

interface Story {
  readonly ending: Ending
  readonly direction: 'incoming' | 'outgoing'
  readonly answered: boolean
  readonly detail?: string
}

const STORIES: readonly Story[] = [
  { ending: 'hung-up', direction: 'incoming', answered: true },
  { ending: 'hung-up-remotely', direction: 'outgoing', answered: true },
  { ending: 'rejected', direction: 'incoming', answered: false },
  { ending: 'missed', direction: 'incoming', answered: false },
  { ending: 'turned-away', direction: 'incoming', answered: false },
  { ending: 'given-up', direction: 'outgoing', answered: false },
  { ending: 'busy', direction: 'outgoing', answered: false },
  { ending: 'rejected-remotely', direction: 'outgoing', answered: false },
  { ending: 'no-answer', direction: 'outgoing', answered: false },
  { ending: 'unreachable', direction: 'outgoing', answered: false },
  {
    ending: 'not-answered',
    direction: 'outgoing',
    answered: false,
    detail: 'TemporarilyUnavailable (31480)',
  },
  { ending: 'service-failed', direction: 'outgoing', answered: false, detail: 'Decline (31603)' },
  {
    ending: 'microphone-denied',
    direction: 'incoming',
    answered: false,
    detail: '31401 PermissionDeniedError',
  },
  {
    ending: 'microphone-missing',
    direction: 'outgoing',
    answered: false,
    detail: '31402 AcquisitionFailedError',
  },
  { ending: 'connection-lost', direction: 'incoming', answered: true, detail: '53405 MediaConnectionError' },
  {
    ending: 'not-allowed',
    direction: 'outgoing',
    answered: false,
    detail: '13227 No international permission',
  },
  { ending: 'failed', direction: 'outgoing', answered: false, detail: '31005 ConnectionError' },
]

function tell({ ending, direction, answered, detail }: Story) {
  return (testbed: GalleryTestbed): void => {
    ready(testbed)
    const id = start(testbed, direction)
    if (answered) {
      testbed.phone.command({ type: 'accept', id })
      testbed.phone.dispatch({ type: 'open', at: testbed.clock.now(), id, sid: null })
      testbed.clock.advance(194_000)
    }
    testbed.phone.dispatch({ type: 'ended', at: testbed.clock.now(), id, ending, detail: detail ?? null })
  }
}

function start({ line, phone }: GalleryTestbed, direction: Story['direction']): string {
  if (direction === 'incoming') return line.ring('+12025550147', { callerName: 'Maria Santos' })
  phone.dial('+12025550103')
  return 'out-1'
}

/** What is left of a call when it is over, one picture for each way it may end. */
export const endingStates: GalleryStates = Object.fromEntries(
  STORIES.map((story) => [`ended-${story.ending}`, { before: tell(story) }]),
)
