import type { Updates } from '../../shared/ipc/contract.ts'

/** The state before the policy has been read. */
export const INITIAL_UPDATES: Updates = {
  channel: 'latest',
  managed: false,
  channelFixed: false,
  state: { status: 'current', checkedAt: null, skipped: null },
}
