import type { LineEvent } from '../../../shared/events.ts'
import type { OfflineReason, RefusalReason, Timestamp } from '../../../shared/phone.ts'

/** The last thing that was said about the line, so that each attempt does not say it again. */
export interface LineStatus {
  /** A new attempt. `unasked`: nothing has changed since the line was refused, so it still is. */
  connecting(unasked?: boolean): void
  offline(reason: OfflineReason, detail: string | null): void
  refused(reason: RefusalReason, detail: string | null): void
  /** Always emitted: whatever else was dispatched about the line meanwhile is over. */
  ready(identity: string): void
  readonly isReady: boolean
  readonly isRefused: boolean
  /** The line was left: the next status is emitted whatever it is. */
  reset(): void
}

export function createLineStatus(clock: () => Timestamp, emit: (event: LineEvent) => void): LineStatus {
  let last = ''

  function once(status: string, event: LineEvent): void {
    if (last === status) return
    last = status
    emit(event)
  }

  return {
    connecting(unasked = false) {
      if (unasked && last.startsWith('refused')) return
      once('connecting', { type: 'line-connecting', at: clock() })
    },
    offline(reason, detail) {
      once(`offline ${reason}`, { type: 'line-offline', at: clock(), reason, detail })
    },
    refused(reason, detail) {
      once(`refused ${reason}`, { type: 'line-refused', at: clock(), reason, detail })
    },
    ready(identity) {
      last = 'ready'
      emit({ type: 'line-ready', at: clock(), identity })
    },
    get isReady() {
      return last === 'ready'
    },
    get isRefused() {
      return last.startsWith('refused')
    },
    reset() {
      last = ''
    },
  }
}
