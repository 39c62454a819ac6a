import { History } from 'lucide-react'
import { activeCall } from '../calls/active-call.ts'
import { useDesk, useFacts, usePhone } from '../context/app-context.tsx'
import { RecentRow } from './recent-row.tsx'
import { recentKey } from './recent-call-text.ts'
import styles from './recents-panel.module.css'
import { useSeen, type Viewing } from './use-mark-seen.ts'

/** Id of the text that says why no call can be placed. */
const WHY_NOT = 'recents-why-not'

/** Past calls, newest first; each can be called back. */
export function RecentsPanel({ viewing }: { readonly viewing: Viewing }) {
  const { clock } = useDesk()
  const state = usePhone()
  const recents = useFacts()?.recents ?? []
  const fresh = useSeen(recents, viewing)
  // A long list is not kept up to date for nobody.
  if (!viewing.visible) return null
  if (recents.length === 0) {
    return (
      <div className={styles.empty}>
        <History size={32} strokeWidth={1.5} aria-hidden />
        <h2 className={styles.emptyTitle}>No calls yet</h2>
        <p>Calls you take, miss and place are listed here.</p>
      </div>
    )
  }
  const whyNot =
    activeCall(state) !== undefined
      ? 'You are in a call.'
      : state.line.state === 'ready'
        ? null
        : 'Calls can be placed once the line is ready.'
  const now = clock.now()
  return (
    <div className={styles.panel}>
      <h2 className="visually-hidden">Recent calls</h2>
      {whyNot !== null && (
        <p id={WHY_NOT} className={styles.whyNot}>
          {whyNot}
        </p>
      )}
      <ul>
        {recents.map((call) => {
          const key = recentKey(call)
          return (
            <RecentRow
              key={key}
              call={call}
              fresh={fresh.has(key)}
              whyNot={whyNot === null ? null : WHY_NOT}
              now={now}
            />
          )
        })}
      </ul>
    </div>
  )
}
