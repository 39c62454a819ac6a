import { useId } from 'react'
import type { Answer, PopupCall } from '../../shared/contract.ts'
import { partyAddress, partyTitle } from '../../shared/numbers.ts'
import { Avatar } from '../ui/calls/avatar.tsx'
import { Button } from '../ui/kit/button.tsx'
import { Handset } from '../ui/kit/handset.tsx'
import styles from './popup.module.css'

interface PopupCardProps {
  readonly call: PopupCall
  readonly country: string
  readonly onAnswer: (answer: Answer) => void
}

/** One call that rings, small: the same words, the same two buttons in the same order as in the main window. */
export function PopupCard({ call, country, onAnswer }: PopupCardProps) {
  const { id, party, endsAnother } = call
  const heading = useId()
  const title = partyTitle(party, country)
  const address = partyAddress(party, country)
  return (
    <article className={styles.card} aria-labelledby={heading}>
      <div className={styles.caller}>
        <Avatar party={party} size="small" />
        <div className={styles.words} role="alert">
          <h1 id={heading} className={styles.heading}>
            <span className={styles.eyebrow}>Incoming call from</span>{' '}
            <bdi className={styles.name} title={title}>
              {title}
            </bdi>
          </h1>
          {address !== null && address !== title && <bdi className={styles.address}>{address}</bdi>}
        </div>
      </div>
      <div className={styles.actions}>
        <Button
          look="stop"
          size="main"
          onClick={() => onAnswer({ type: 'reject', id })}
          aria-describedby={heading}
        >
          <Handset down />
          Reject
        </Button>
        <Button
          look="go"
          size="main"
          onClick={() => onAnswer({ type: 'accept', id })}
          aria-describedby={heading}
        >
          <Handset />
          {endsAnother ? 'End and accept' : 'Accept'}
        </Button>
      </div>
    </article>
  )
}
