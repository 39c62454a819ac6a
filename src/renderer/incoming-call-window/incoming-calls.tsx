import { useSyncExternalStore } from 'react'
import { t } from '../../shared/messages/translate.ts'
import { IncomingCallCard } from '../ui/calls/incoming/incoming-call-card.tsx'
import type { IncomingCallStore } from './incoming-call-store.ts'
import styles from './incoming-calls.module.css'

/** The calls that ring, and how many there is no room for. */
export function IncomingCalls({ store }: { readonly store: IncomingCallStore }) {
  const { calls, country, more } = useSyncExternalStore(store.subscribe, () => store.view)
  return (
    <main className={styles.window}>
      {calls.map(({ id, party, endsActiveCall }) => (
        <IncomingCallCard
          key={id}
          party={party}
          country={country}
          layout="compact"
          endsActiveCall={endsActiveCall}
          onAccept={() => store.decide({ type: 'accept', id })}
          onReject={() => store.decide({ type: 'reject', id })}
        />
      ))}
      {more > 0 && <p className={styles.more}>{t('call.more-waiting', { count: more })}</p>}
    </main>
  )
}
