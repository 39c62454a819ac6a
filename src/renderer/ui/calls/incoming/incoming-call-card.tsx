import { useId } from 'react'
import type { Party } from '../../../../shared/domain/phone.ts'
import { Button } from '../../components/button.tsx'
import { Handset } from '../../components/handset.tsx'
import { classes } from '../../lib/classes.ts'
import { Avatar } from '../party/avatar.tsx'
import styles from './incoming-call-card.module.css'
import { PartyAddress, PartyName } from '../party/party-name.tsx'

interface CallCardProps {
  readonly party: Party
  /** ISO 3166 country whose numbers are shown without their prefix. */
  readonly country: string
  /** `stage`: it has the window to itself. `card`: one above the page. `strip`: one in the small call window. */
  readonly look: 'stage' | 'card' | 'strip'
  /** Accepting ends the call that occupies the line now. */
  readonly endsAnother: boolean
  readonly onAccept: () => void
  readonly onReject: () => void
}

/**
 * A call that rings, wherever it is shown: the same words, the same two buttons in the same order. There is no key
 * for rejecting: nobody should lose a call by pressing Escape.
 */
export function CallCard({ party, country, look, endsAnother, onAccept, onReject }: CallCardProps) {
  const heading = useId()
  const alone = look === 'stage'
  // The small window has no other heading above its calls.
  const Heading = look === 'strip' ? 'h1' : 'h2'
  return (
    <article className={classes(styles.call, styles[look])} aria-labelledby={heading}>
      <div className={styles.caller}>
        <Avatar party={party} size={alone ? 'large' : 'small'} calling={alone} />
        <div className={styles.words} role="alert">
          <Heading id={heading} className={styles.heading}>
            <span className={styles.eyebrow}>Incoming call from</span>{' '}
            <PartyName party={party} country={country} className={styles.name} />
          </Heading>
          <PartyAddress party={party} country={country} />
        </div>
      </div>
      <div className={styles.actions}>
        <Button look="stop" size="main" onClick={onReject} aria-describedby={heading}>
          <Handset down />
          Reject
        </Button>
        <Button look="go" size="main" onClick={onAccept} aria-describedby={heading}>
          <Handset />
          {endsAnother ? 'End and accept' : 'Accept'}
        </Button>
      </div>
    </article>
  )
}
