import { useSyncExternalStore } from 'react'
import { CallCard } from '../ui/calls/incoming/incoming-call-card.tsx'
import type { PopupDesk } from './incoming-call-store.ts'
import styles from './incoming-calls.module.css'

/** The calls that ring, and how many there is no room for. */
export function CallPopup({ desk }: { readonly desk: PopupDesk }) {
  const { calls, country, more } = useSyncExternalStore(desk.subscribe, () => desk.view)
  return (
    <main className={styles.popup}>
      {calls.map(({ id, party, endsAnother }) => (
        <CallCard
          key={id}
          party={party}
          country={country}
          look="strip"
          endsAnother={endsAnother}
          onAccept={() => desk.answer({ type: 'accept', id })}
          onReject={() => desk.answer({ type: 'reject', id })}
        />
      ))}
      {more > 0 && (
        <p className={styles.more}>
          {more === 1 ? 'One more call is waiting in Offhook.' : `${more} more calls are waiting in Offhook.`}
        </p>
      )}
    </main>
  )
}
