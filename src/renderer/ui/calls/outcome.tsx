import { X } from 'lucide-react'
import { useState } from 'react'
import { redialText } from '../../../shared/dial/redial-text.ts'
import type { EndedCall } from '../../../shared/phone.ts'
import { latestEnded } from '../../../shared/views.ts'
import { endingWords } from '../../../shared/words.ts'
import { Button } from '../kit/button.tsx'
import { useCountry, useDesk, usePhone } from '../state/desk.tsx'
import { clockDuration } from '../state/duration.ts'
import styles from './outcome.module.css'

/** What became of the latest call, until it is dismissed or the next one begins. */
export function Outcome() {
  const phone = usePhone()
  const [dismissed, setDismissed] = useState<string | null>(null)
  const latest = latestEnded(phone)
  const shown = phone.calls.length === 0 && latest && latest.id !== dismissed ? latest : null
  // The region is always there, so that a screen reader hears what comes into it.
  return (
    <div aria-live="polite">
      {shown && <OutcomeCard key={shown.id} call={shown} onDismiss={() => setDismissed(shown.id)} />}
    </div>
  )
}

function OutcomeCard({ call, onDismiss }: { readonly call: EndedCall; readonly onDismiss: () => void }) {
  const { phone } = useDesk()
  const country = useCountry()
  const { line } = usePhone()
  const { title, hint } = endingWords(call, country)
  const again = line.state === 'ready' ? redialText(call.party, country) : null
  return (
    <article className={styles.card}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {call.openedAt !== null && (
          <span className={styles.lasted}>{clockDuration(call.endedAt - call.openedAt)}</span>
        )}
      </div>
      <div className={styles.words}>
        {hint !== null && (
          <p className={styles.hint}>
            <bdi>{hint}</bdi>
          </p>
        )}
        <p className="visually-hidden">No call in progress.</p>
      </div>
      {again !== null && (
        <Button onClick={() => phone.dial(again)}>
          {call.direction === 'incoming' ? 'Call back' : 'Call again'}
        </Button>
      )}
      <Button look="quiet" icon aria-label="Dismiss" onClick={onDismiss}>
        <X size={16} aria-hidden />
      </Button>
      {call.detail !== null && (
        <details className={styles.details}>
          <summary>Details</summary>
          <code>{call.detail}</code>
        </details>
      )}
    </article>
  )
}
