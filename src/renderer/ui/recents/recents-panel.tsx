import { History } from 'lucide-react'
import { t } from '../../../shared/messages/translate.ts'
import { activeCall } from '../calls/active-call.ts'
import { useApp, useAppState, usePhone } from '../context/app-context.tsx'
import { RecentRow } from './recent-row.tsx'
import { recentKey } from './recent-call-text.ts'
import styles from './recents-panel.module.css'
import { useMarkSeen, type PageVisibility } from './use-mark-seen.ts'

/** Id of the text that says why no call can be placed. */
const DISABLED_REASON_ID = 'recents-disabled-reason'

/** Past calls, newest first; each can be called back. */
export function RecentsPanel({ viewing }: { readonly viewing: PageVisibility }) {
  const { clock } = useApp()
  const state = usePhone()
  const recents = useAppState()?.recents ?? []
  const newCalls = useMarkSeen(recents, viewing)
  // A long list is not kept up to date for nobody.
  if (!viewing.visible) return null
  if (recents.length === 0) {
    return (
      <div className={styles.empty}>
        <History size={32} strokeWidth={1.5} aria-hidden />
        <h2 className={styles.emptyTitle}>{t('recents.empty.title')}</h2>
        <p>{t('recents.empty.hint')}</p>
      </div>
    )
  }
  const disabledReason =
    activeCall(state) !== undefined
      ? t('recents.in-call')
      : state.registration.state === 'registered'
        ? null
        : t('dial.not-registered')
  const now = clock.now()
  return (
    <div className={styles.panel}>
      <h2 className="visually-hidden">{t('recents.title')}</h2>
      {disabledReason !== null && (
        <p id={DISABLED_REASON_ID} className={styles.disabledReason}>
          {disabledReason}
        </p>
      )}
      <ul>
        {recents.map((call) => {
          const key = recentKey(call)
          return (
            <RecentRow
              key={key}
              call={call}
              isNew={newCalls.has(key)}
              disabledReasonId={disabledReason === null ? null : DISABLED_REASON_ID}
              now={now}
            />
          )
        })}
      </ul>
    </div>
  )
}
