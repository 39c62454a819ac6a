import type { IncomingCallView } from '../../shared/ipc/contract.ts'
import type { NotificationStatus } from '../../shared/domain/alert-escalation.ts'
import { t } from '../../shared/messages/translate.ts'
import { callActions, type Notifier } from '../notifications/notifier.ts'

/** The key of no call, so that a pressed action has no effect. */
const KEY = 'ring-test'

/** Shows the notification of a fictitious call briefly. */
export async function tryNotification(
  notifier: Pick<Notifier, 'show' | 'close'>,
): Promise<NotificationStatus> {
  const result = await notifier.show({
    key: KEY,
    kind: 'call',
    title: t('notification.test.title'),
    body: t('notification.test.body'),
    actions: callActions(),
  })
  await notifier.close(KEY)
  if (result.status === 'failed') return { status: 'failed' }
  return { status: 'shown', buttons: result.buttons }
}

const VIEW: IncomingCallView = {
  country: 'US',
  calls: [
    { id: KEY, party: { kind: 'identity', address: 'Test ring', name: 'Test ring' }, endsActiveCall: false },
  ],
  more: 0,
}

/** Shows the IncomingCallWindow for a fictitious call until `check` has resolved. */
export async function tryIncomingCallWindow<T>(
  incomingCallWindow: { show(view: IncomingCallView): void; hide(): void },
  check: () => Promise<T>,
): Promise<T> {
  incomingCallWindow.show(VIEW)
  try {
    return await check()
  } finally {
    incomingCallWindow.hide()
  }
}
