import { PhoneIncoming, PhoneMissed, PhoneOff, PhoneOutgoing } from 'lucide-react'
import { redialText } from '../../../shared/domain/dial/redial-text.ts'
import type { RecentCall } from '../../../shared/ipc/contract.ts'
import { displayAddress, displayName } from '../../../shared/domain/party.ts'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import { messageParts, t } from '../../../shared/messages/translate.ts'
import { MessageParts } from '../lib/message-parts.tsx'
import { Button } from '../components/button.tsx'
import { useCountry, useApp } from '../context/app-context.tsx'
import { clockDuration, isoDuration } from '../lib/duration.ts'
import { fullDateText, dateText } from '../lib/date-text.ts'
import styles from './recent-row.module.css'
import { talkTime, recentCallText } from './recent-call-text.ts'

interface RecentRowProps {
  readonly call: RecentCall
  /** Nobody has seen it before. */
  readonly isNew: boolean
  /** Id of the text that says why no call can be placed now; null while one can. */
  readonly disabledReasonId: string | null
  readonly now: Timestamp
}

/** One call of the past. Only its button dials: a click beside it does nothing. */
export function RecentRow({ call, isNew, disabledReasonId, now }: RecentRowProps) {
  const { phone } = useApp()
  const country = useCountry()
  const { text, missed } = recentCallText(call)
  const title = displayName(call.party, country)
  const address = displayAddress(call.party, country)
  const duration = talkTime(call)
  const again = redialText(call.party, country)
  const outcome = <span className={styles.outcome}>{text}</span>
  const time = (
    <time dateTime={new Date(call.startedAt).toISOString()} title={fullDateText(call.startedAt)}>
      {dateText(call.startedAt, now)}
    </time>
  )
  return (
    <li className={styles.row} data-missed={missed}>
      <RowIcon call={call} missed={missed} />
      <div className={styles.text}>
        <p className={styles.heading}>
          <bdi className={styles.name} title={title} data-copyable>
            {title}
          </bdi>
          {isNew && (
            <>
              {' '}
              <span className={styles.newBadge}>{t('recents.new')}</span>
            </>
          )}
        </p>
        {address !== null && address !== title && (
          <p className={styles.address}>
            <bdi data-copyable>{address}</bdi>
          </p>
        )}
        <p className={styles.details}>
          <MessageParts
            parts={
              duration === null
                ? messageParts('recents.details', { outcome, time })
                : messageParts('recents.details-lasted', {
                    outcome,
                    time,
                    duration: <time dateTime={isoDuration(duration)}>{clockDuration(duration)}</time>,
                  })
            }
          />
        </p>
      </div>
      {again !== null && (
        <Button
          aria-label={t('recents.call-who', { who: title })}
          aria-disabled={disabledReasonId !== null}
          aria-describedby={disabledReasonId ?? undefined}
          onClick={() => {
            if (disabledReasonId === null) phone.dial(again)
          }}
        >
          {t('recents.call')}
        </Button>
      )}
    </li>
  )
}

function RowIcon({ call, missed }: { readonly call: RecentCall; readonly missed: boolean }) {
  const iconProps = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const
  if (missed) return <PhoneMissed {...iconProps} />
  if (call.endReason === 'rejected') return <PhoneOff {...iconProps} />
  return call.direction === 'incoming' ? <PhoneIncoming {...iconProps} /> : <PhoneOutgoing {...iconProps} />
}
