import { X } from 'lucide-react'
import { useState } from 'react'
import { latestEnded } from '../../../../shared/domain/selectors.ts'
import { endReasonMessage } from '../../../../shared/messages/calls.ts'
import { t } from '../../../../shared/messages/translate.ts'
import { Button } from '../../components/button.tsx'
import { classes } from '../../lib/classes.ts'
import { useCountry, useAppState, usePhone } from '../../context/app-context.tsx'
import styles from './ended-call-banner.module.css'

/**
 * Shows, during a call, how another call ended. After the call the outcome card shows it. `above`: the call fills the window, and
 * its tools are at the bottom.
 */
export function EndedCallBanner({ above }: { readonly above: boolean }) {
  const phone = usePhone()
  const country = useCountry()
  const latest = latestEnded(phone)
  const id = latest?.id ?? null
  // What was over before, or has been read: not worth a note.
  const [seen, setSeen] = useState(id)
  if (phone.calls.length === 0 && seen !== id) setSeen(id)
  const shown = latest && phone.calls.length > 0 && id !== seen ? latest : null
  const isPractice = useAppState()?.connection.kind === 'practice'
  const message = shown && endReasonMessage(shown, country, isPractice)
  // The region is always there, so that a screen reader hears what comes into it.
  return (
    <div aria-live="polite" className={classes(above && styles.above)}>
      {message && (
        <div className={styles.banner} key={id}>
          <p className={styles.text}>
            <strong>{message.title}.</strong> <bdi>{message.hint}</bdi>
          </p>
          <Button variant="subtle" icon aria-label={t('common.dismiss')} onClick={() => setSeen(id)}>
            <X size={16} aria-hidden />
          </Button>
        </div>
      )}
    </div>
  )
}
