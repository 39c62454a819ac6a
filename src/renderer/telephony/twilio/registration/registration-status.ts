import type { LineEvent } from '../../../../shared/domain/events.ts'
import type { OfflineReason, RefusalReason, Timestamp } from '../../../../shared/domain/phone.ts'

/** The last emitted status of the line, so that attempts do not emit it repeatedly. */
export interface LineStatus {
  /** A new attempt. `unasked`: nothing has changed since the line was refused, so the status stays. */
  connecting(unasked?: boolean): void
  offline(reason: OfflineReason, detail: string | null): void
  refused(reason: RefusalReason, detail: string | null): void
  /** Always emitted: it replaces any other status dispatched meanwhile. */
  ready(identity: string): void
  readonly isReady: boolean
  readonly isRefused: boolean
  /** The line was closed: the next status is always emitted. */
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
