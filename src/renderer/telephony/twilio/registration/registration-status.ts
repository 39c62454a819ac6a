import type { TelephonyEvent } from '../../../../shared/domain/events.ts'
import type { OfflineReason, RejectionReason, Timestamp } from '../../../../shared/domain/phone.ts'

/** The last emitted status of the line, so that attempts do not emit it repeatedly. */
export interface RegistrationStatus {
  /** A new attempt. `unasked`: nothing has changed since the line was refused, so the status stays. */
  connecting(unasked?: boolean): void
  offline(reason: OfflineReason, detail: string | null): void
  rejected(reason: RejectionReason, detail: string | null): void
  /** Always emitted: it replaces any other status dispatched meanwhile. */
  registered(identity: string): void
  readonly isRegistered: boolean
  readonly isRejected: boolean
  /** The line was closed: the next status is always emitted. */
  reset(): void
}

export function createRegistrationStatus(
  clock: () => Timestamp,
  emit: (event: TelephonyEvent) => void,
): RegistrationStatus {
  let last = ''

  function once(status: string, event: TelephonyEvent): void {
    if (last === status) return
    last = status
    emit(event)
  }

  return {
    connecting(unasked = false) {
      if (unasked && last.startsWith('rejected')) return
      once('connecting', { type: 'registration-connecting', at: clock() })
    },
    offline(reason, detail) {
      once(`offline ${reason}`, { type: 'registration-offline', at: clock(), reason, detail })
    },
    rejected(reason, detail) {
      once(`rejected ${reason}`, { type: 'registration-rejected', at: clock(), reason, detail })
    },
    registered(identity) {
      last = 'registered'
      emit({ type: 'registration-registered', at: clock(), identity })
    },
    get isRegistered() {
      return last === 'registered'
    },
    get isRejected() {
      return last.startsWith('rejected')
    },
    reset() {
      last = ''
    },
  }
}
