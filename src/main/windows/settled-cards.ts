import type { IncomingCallView } from '../../shared/ipc/contract.ts'
import type { CallId, Timestamp } from '../../shared/domain/phone.ts'
import { SETTLE_MS } from '../../shared/domain/settle.ts'

type Card = Pick<IncomingCallView['calls'][number], 'endsActiveCall'> & {
  readonly index: number
  readonly since: Timestamp
}

/** Since when each call in the IncomingCallWindow has had its current position and meaning. */
export interface SettledCards {
  /** The window has become visible or has moved. */
  placed(): void
  show(calls: IncomingCallView['calls']): void
  /** The window is gone. */
  clear(): void
  /** Whether a press on the call counts. */
  has(id: CallId): boolean
}

export function createSettledCards(clock: () => Timestamp): SettledCards {
  let placedAt: Timestamp | null = null
  let cards: ReadonlyMap<CallId, Card> = new Map()
  const isLongAgo = (at: Timestamp) => {
    const ago = clock() - at
    // A negative age means that the clock was set back. Waiting for it would refuse presses for hours.
    return ago < 0 || ago >= SETTLE_MS
  }
  return {
    placed() {
      placedAt = clock()
    },
    show(calls) {
      const now = clock()
      cards = new Map(
        calls.map(({ id, endsActiveCall }, index) => {
          const known = cards.get(id)
          const isSame = known?.index === index && known.endsActiveCall === endsActiveCall
          return [id, isSame ? known : { endsActiveCall, index, since: now }]
        }),
      )
    },
    clear() {
      placedAt = null
      cards = new Map()
    },
    has(id) {
      const card = cards.get(id)
      return card !== undefined && placedAt !== null && isLongAgo(placedAt) && isLongAgo(card.since)
    },
  }
}
