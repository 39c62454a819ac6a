import type { Command, RecentCall } from '../../shared/ipc/contract.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import {
  isDndOn,
  missedCallNotifications,
  type MissedCallNotification,
} from '../../shared/domain/selectors.ts'
import { t } from '../../shared/messages/translate.ts'
import type { CallHistory } from '../history/call-history.ts'
import type { AppStateStore } from '../ipc/app-state-store.ts'
import { disposableOf, type Disposable } from '../lib/disposable.ts'
import type { Log } from '../lib/log.ts'
import type { Notifier, Toast } from './notifier.ts'

export interface MissedCallNotificationsDeps {
  readonly notifier: Pick<Notifier, 'show' | 'close' | 'on'>
  readonly appState: Pick<AppStateStore, 'current' | 'subscribe'>
  readonly history: Pick<CallHistory, 'markSeen'>
  readonly country: string
  readonly onCommand: (command: Command) => void
  readonly onOpen: (activationToken: string | null) => void
  readonly clock: () => Timestamp
  readonly log: Log
}

const CALL_BACK = 'call-back'

/**
 * Shows a notification with Call back for each caller whose call was missed since the start, until the list has been seen. During
 * do not disturb it waits. `dispose` closes all of them, because Call back does not work after Offhook has quit.
 */
export function createMissedCallNotifications(deps: MissedCallNotificationsDeps): Disposable {
  const { notifier, appState, history, country, onCommand, onOpen, clock, log } = deps
  const since = clock()
  /** The notifications that were shown, whether they are still on the screen or not. */
  const notified = new Map<string, MissedCallNotification>()
  /** The notifications that could not be shown because there was no server. */
  const failed = new Set<string>()

  const show = async (notice: MissedCallNotification) => {
    notified.set(notice.key, notice)
    const result = await notifier.show(toastOf(notice))
    failed.delete(notice.key)
    if (result.status === 'shown') return
    failed.add(notice.key)
    log.warn(`The notification of a missed call was not shown: ${result.reason}`)
  }

  const update = () => {
    const { recents, doNotDisturb } = appState.current
    const wanted = missedCallNotifications(recents, since, country)
    const keys = new Set(wanted.map(({ key }) => key))
    for (const key of notified.keys()) {
      if (keys.has(key)) continue
      notified.delete(key)
      failed.delete(key)
      void notifier.close(key)
    }
    if (isDndOn(doNotDisturb)) return
    for (const notice of wanted) {
      const before = notified.get(notice.key)
      if (before?.title !== notice.title || before.body !== notice.body) void show(notice)
    }
  }

  const unsubscribeNotifier = notifier.on((event) => {
    if (event.type === 'available') {
      for (const key of failed) {
        const notice = notified.get(key)
        if (notice) void show(notice)
      }
      return
    }
    if (event.type !== 'action') return
    const notice = notified.get(event.key)
    if (!notice) return
    onOpen(event.activationToken ?? null)
    if (event.action !== CALL_BACK || notice.callBack === null) return
    onCommand({ type: 'dial', text: notice.callBack })
    history.markSeen((call) => isAbout(call, notice))
  })
  const unsubscribe = appState.subscribe(update)

  function isAbout({ party }: RecentCall, { key }: MissedCallNotification): boolean {
    return key === `missed:${party.kind}:${party.address}`
  }

  return disposableOf(unsubscribe, unsubscribeNotifier, () =>
    Promise.all([...notified.keys()].map((key) => notifier.close(key))),
  )
}

function toastOf({ key, title, body, callBack }: MissedCallNotification): Toast {
  return {
    key,
    kind: 'missed',
    title,
    body,
    actions: callBack === null ? [] : [{ id: CALL_BACK, label: t('call.back') }],
  }
}
