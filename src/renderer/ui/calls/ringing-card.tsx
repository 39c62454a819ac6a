import { useId } from 'react'
import type { RingingCall } from '../../../shared/phone.ts'
import { Button } from '../kit/button.tsx'
import { Handset } from '../kit/handset.tsx'
import { classes } from '../state/classes.ts'
import { useDesk } from '../state/desk.tsx'
import { Avatar } from './avatar.tsx'
import { PartyAddress, PartyName } from './party-name.tsx'
import styles from './ringing-card.module.css'

interface RingingCardProps {
  readonly call: RingingCall
  /** It is the only call, and has the whole stage. */
  readonly alone: boolean
  /** Accepting ends the call that occupies the line now. */
  readonly endsAnother: boolean
}

/** A call that rings here. There is no key for rejecting: nobody should lose a call by pressing Escape. */
export function RingingCard({ call, alone, endsAnother }: RingingCardProps) {
  const { phone } = useDesk()
  const heading = useId()
  const reject = () => phone.command({ type: 'reject', id: call.id })
  const accept = () => phone.command({ type: 'accept', id: call.id })
  return (
    <article className={classes(styles.card, alone && styles.alone)} aria-labelledby={heading}>
      <div className={styles.caller}>
        <Avatar party={call.party} size={alone ? 'large' : 'small'} calling={alone} />
        <div className={styles.words} role="alert">
          <h2 id={heading} className={styles.heading}>
            <span className={styles.eyebrow}>Incoming call from</span>{' '}
            <PartyName party={call.party} className={styles.name} />
          </h2>
          <PartyAddress party={call.party} />
        </div>
      </div>
      <div className={styles.actions}>
        <Button look="stop" size="main" onClick={reject} aria-describedby={heading}>
          <Handset down />
          Reject
        </Button>
        <Button look="go" size="main" onClick={accept} aria-describedby={heading}>
          <Handset />
          {endsAnother ? 'End and accept' : 'Accept'}
        </Button>
      </div>
    </article>
  )
}
