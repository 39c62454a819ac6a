import type { Timestamp } from '../../../../shared/domain/phone.ts'
import { t } from '../../../../shared/messages/translate.ts'
import { clockDuration, isoDuration } from '../../lib/duration.ts'
import { useElapsed } from '../../context/use-elapsed.ts'
import styles from './call-time.module.css'

/** How long the call has been open. It ticks in silence: a screen reader reads it only when asked. */
export function CallTime({ connectedAt }: { readonly connectedAt: Timestamp }) {
  const elapsed = useElapsed(connectedAt)
  return (
    <time
      className={styles.time}
      role="timer"
      aria-live="off"
      aria-label={t('call.time')}
      dateTime={isoDuration(elapsed)}
    >
      {clockDuration(elapsed)}
    </time>
  )
}
