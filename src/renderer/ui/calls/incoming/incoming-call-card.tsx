import { useId } from 'react'
import type { Party } from '../../../../shared/domain/phone.ts'
import { t } from '../../../../shared/messages/translate.ts'
import { Button } from '../../components/button.tsx'
import { Handset } from '../../components/handset.tsx'
import { classes } from '../../lib/classes.ts'
import { Avatar } from '../party/avatar.tsx'
import styles from './incoming-call-card.module.css'
import { PartyAddress, PartyName } from '../party/party-name.tsx'

interface IncomingCallCardProps {
  readonly party: Party
  /** ISO 3166 country whose numbers are shown without their prefix. */
  readonly country: string
  /** `full`: it has the window to itself. `card`: one above the page. `compact`: one in the small call window. */
  readonly layout: 'full' | 'card' | 'compact'
  /** Accepting ends the call that occupies the line now. */
  readonly endsActiveCall: boolean
  readonly onAccept: () => void
  readonly onReject: () => void
}

/**
 * A call that rings, wherever it is shown: the same words, the same two buttons in the same order. There is no key
 * for rejecting: nobody should lose a call by pressing Escape.
 */
export function IncomingCallCard({
  party,
  country,
  layout,
  endsActiveCall,
  onAccept,
  onReject,
}: IncomingCallCardProps) {
  const heading = useId()
  const alone = layout === 'full'
  // The small window has no other heading above its calls.
  const Heading = layout === 'compact' ? 'h1' : 'h2'
  return (
    <article className={classes(styles.call, styles[layout])} aria-labelledby={heading}>
      <div className={styles.caller}>
        <Avatar party={party} size={alone ? 'large' : 'small'} calling={alone} />
        <div className={styles.text} role="alert">
          <Heading id={heading} className={styles.heading}>
            <span className={styles.label}>{t('call.incoming-from')}</span>{' '}
            <PartyName party={party} country={country} className={styles.name} />
          </Heading>
          <PartyAddress party={party} country={country} />
        </div>
      </div>
      <div className={styles.actions}>
        <Button variant="end" size="main" onClick={onReject} aria-describedby={heading}>
          <Handset down />
          {t('call.reject')}
        </Button>
        <Button variant="accept" size="main" onClick={onAccept} aria-describedby={heading}>
          <Handset />
          {endsActiveCall ? t('call.end-and-accept') : t('call.accept')}
        </Button>
      </div>
    </article>
  )
}
