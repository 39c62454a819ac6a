import { X } from 'lucide-react'
import { useRef, type RefObject } from 'react'
import { redialText } from '../../../../shared/domain/dial/redial-text.ts'
import type { EndedCall } from '../../../../shared/domain/phone.ts'
import { latestEnded } from '../../../../shared/domain/selectors.ts'
import { endReasonMessage } from '../../../../shared/messages/calls.ts'
import { t } from '../../../../shared/messages/translate.ts'
import { Button } from '../../components/button.tsx'
import { useCountry, useApp, useAppState, usePhone } from '../../context/app-context.tsx'
import { clockDuration } from '../../lib/duration.ts'
import styles from './call-summary.module.css'
import { useCallSummary } from './use-call-summary.ts'

/** Shows how the latest call ended, over the bottom of the page. It causes no layout shift. */
export function CallSummary() {
  const phone = usePhone()
  const card = useRef<HTMLElement>(null)
  const { call, dismiss } = useCallSummary(phone, card)
  // The region is always there, so that a screen reader hears what comes into it.
  return (
    <div aria-live="polite">
      {call && <CallSummaryCard key={call.id} ref={card} call={call} onDismiss={dismiss} />}
      {phone.calls.length === 0 && latestEnded(phone) && (
        <p className="visually-hidden">{t('call.none-in-progress')}</p>
      )}
    </div>
  )
}

interface CallSummaryCardProps {
  readonly ref: RefObject<HTMLElement | null>
  readonly call: EndedCall
  readonly onDismiss: () => void
}

function CallSummaryCard({ ref, call, onDismiss }: CallSummaryCardProps) {
  const { phone } = useApp()
  const country = useCountry()
  const { registration } = usePhone()
  const isPractice = useAppState()?.connection.kind === 'practice'
  const { title, hint } = endReasonMessage(call, country, isPractice)
  const again = registration.state === 'registered' ? redialText(call.party, country) : null
  return (
    <article ref={ref} className={styles.card}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {call.connectedAt !== null && (
          <span className={styles.duration}>{clockDuration(call.endedAt - call.connectedAt)}</span>
        )}
      </div>
      <div className={styles.text}>
        {hint !== null && (
          <p className={styles.hint}>
            <bdi>{hint}</bdi>
          </p>
        )}
      </div>
      {again !== null && (
        <Button onClick={() => phone.dial(again)}>
          {call.direction === 'incoming' ? t('call.back') : t('call.again')}
        </Button>
      )}
      <Button variant="subtle" icon aria-label={t('common.dismiss')} onClick={onDismiss}>
        <X size={16} aria-hidden />
      </Button>
      {call.detail !== null && (
        <details className={styles.details}>
          <summary>{t('common.details')}</summary>
          <code>{call.detail}</code>
        </details>
      )}
    </article>
  )
}
