import { PhoneIncoming, PhoneMissed, PhoneOff, PhoneOutgoing } from 'lucide-react'
import { redialText } from '../../../shared/domain/dial/redial-text.ts'
import type { RecentCall } from '../../../shared/ipc/contract.ts'
import { partyAddress, partyTitle } from '../../../shared/domain/party.ts'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import { Button } from '../components/button.tsx'
import { useCountry, useDesk } from '../context/app-context.tsx'
import { clockDuration, isoDuration } from '../lib/duration.ts'
import { whenInFull, whenWords } from '../lib/date-text.ts'
import styles from './recent-row.module.css'
import { lasted, recentWords } from './recent-call-text.ts'

interface RecentRowProps {
  readonly call: RecentCall
  /** Nobody has seen it before. */
  readonly fresh: boolean
  /** Id of the text that says why no call can be placed now; null while one can. */
  readonly whyNot: string | null
  readonly now: Timestamp
}

/** One call of the past. Only its button dials: a click beside it does nothing. */
export function RecentRow({ call, fresh, whyNot, now }: RecentRowProps) {
  const { phone } = useDesk()
  const country = useCountry()
  const { words, missed } = recentWords(call)
  const title = partyTitle(call.party, country)
  const address = partyAddress(call.party, country)
  const duration = lasted(call)
  const again = redialText(call.party, country)
  return (
    <li className={styles.row} data-missed={missed}>
      <RowIcon call={call} missed={missed} />
      <div className={styles.words}>
        <p className={styles.who}>
          <bdi className={styles.name} title={title} data-copyable>
            {title}
          </bdi>
          {fresh && (
            <>
              {' '}
              <span className={styles.fresh}>New</span>
            </>
          )}
        </p>
        {address !== null && address !== title && (
          <p className={styles.address}>
            <bdi data-copyable>{address}</bdi>
          </p>
        )}
        <p className={styles.what}>
          <span className={styles.outcome}>{words}</span>
          {', '}
          <time dateTime={new Date(call.startedAt).toISOString()} title={whenInFull(call.startedAt)}>
            {whenWords(call.startedAt, now)}
          </time>
          {duration !== null && (
            <>
              {', lasted '}
              <time dateTime={isoDuration(duration)}>{clockDuration(duration)}</time>
            </>
          )}
        </p>
      </div>
      {again !== null && (
        <Button
          aria-label={`Call ${title}`}
          aria-disabled={whyNot !== null}
          aria-describedby={whyNot ?? undefined}
          onClick={() => {
            if (whyNot === null) phone.dial(again)
          }}
        >
          Call
        </Button>
      )}
    </li>
  )
}

function RowIcon({ call, missed }: { readonly call: RecentCall; readonly missed: boolean }) {
  const look = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const
  if (missed) return <PhoneMissed {...look} />
  if (call.ending === 'rejected') return <PhoneOff {...look} />
  return call.direction === 'incoming' ? <PhoneIncoming {...look} /> : <PhoneOutgoing {...look} />
}
