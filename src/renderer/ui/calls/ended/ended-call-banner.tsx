import { X } from 'lucide-react'
import { useState } from 'react'
import { latestEnded } from '../../../../shared/domain/selectors.ts'
import { endingWords } from '../../../../shared/messages/calls.ts'
import { Button } from '../../components/button.tsx'
import { classes } from '../../lib/classes.ts'
import { useCountry, useFacts, usePhone } from '../../context/app-context.tsx'
import styles from './ended-call-banner.module.css'

/**
 * Shows, during a call, how another call ended. After the call the outcome card shows it. `above`: the call fills the window, and
 * its tools are at the bottom.
 */
export function EndedBeside({ above }: { readonly above: boolean }) {
  const phone = usePhone()
  const country = useCountry()
  const latest = latestEnded(phone)
  const id = latest?.id ?? null
  // What was over before, or has been read: not worth a note.
  const [known, setKnown] = useState(id)
  if (phone.calls.length === 0 && known !== id) setKnown(id)
  const shown = latest && phone.calls.length > 0 && id !== known ? latest : null
  const isPractice = useFacts()?.line.kind === 'practice'
  const words = shown && endingWords(shown, country, isPractice)
  // The region is always there, so that a screen reader hears what comes into it.
  return (
    <div aria-live="polite" className={classes(above && styles.above)}>
      {words && (
        <div className={styles.note} key={id}>
          <p className={styles.words}>
            <strong>{words.title}.</strong> <bdi>{words.hint}</bdi>
          </p>
          <Button look="quiet" icon aria-label="Dismiss" onClick={() => setKnown(id)}>
            <X size={16} aria-hidden />
          </Button>
        </div>
      )}
    </div>
  )
}
