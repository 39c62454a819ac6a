import type { PopupView } from '../../shared/ipc/contract.ts'
import type { Notice } from '../../shared/domain/alert-escalation.ts'
import { CALL_ACTIONS, type Notifier } from '../notifications/notifier.ts'

/** Stands for no call: whatever is pressed on it has nothing to be about. */
const KEY = 'ring-test'

/** Shows the notification of a call that does not exist, for a moment. */
export async function tryNotification(notifier: Pick<Notifier, 'show' | 'close'>): Promise<Notice> {
  const result = await notifier.show({
    key: KEY,
    kind: 'call',
    title: 'Test ring',
    body: 'This is how a call looks. Nobody is calling.',
    actions: CALL_ACTIONS,
  })
  await notifier.close(KEY)
  if (result.status === 'failed') return { status: 'failed' }
  return { status: 'shown', buttons: result.buttons }
}

const VIEW: PopupView = {
  country: 'US',
  calls: [
    { id: KEY, party: { kind: 'identity', address: 'Test ring', name: 'Test ring' }, endsAnother: false },
  ],
  more: 0,
}

/** Shows the call window for a call that does not exist, until `watch` has seen enough. */
export async function tryPopup<T>(
  popup: { show(view: PopupView): void; hide(): void },
  watch: () => Promise<T>,
): Promise<T> {
  popup.show(VIEW)
  try {
    return await watch()
  } finally {
    popup.hide()
  }
}
