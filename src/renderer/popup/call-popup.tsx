import { useSyncExternalStore } from 'react'
import { PopupCard } from './popup-card.tsx'
import type { PopupDesk } from './popup-desk.ts'
import styles from './popup.module.css'

/** The calls that ring, and how many there is no room for. */
export function CallPopup({ desk }: { readonly desk: PopupDesk }) {
  const { calls, country, more } = useSyncExternalStore(desk.subscribe, () => desk.view)
  return (
    <main className={styles.popup}>
      {calls.map((call) => (
        <PopupCard key={call.id} call={call} country={country} onAnswer={(answer) => desk.answer(answer)} />
      ))}
      {more > 0 && (
        <p className={styles.more}>
          {more === 1 ? 'One more call is waiting in Offhook.' : `${more} more calls are waiting in Offhook.`}
        </p>
      )}
    </main>
  )
}
