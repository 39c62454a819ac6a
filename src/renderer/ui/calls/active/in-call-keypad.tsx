import { t } from '../../../../shared/messages/translate.ts'
import { DigitPad } from '../../digit-pad/digit-pad.tsx'
import styles from './in-call-keypad.module.css'
import type { CallDigits } from './use-call-digits.ts'

interface InCallKeypadProps extends Pick<CallDigits, 'sent' | 'send'> {
  readonly id: string
}

/** The keypad of an open call: each digit is sent at once. */
export function InCallKeypad({ id, sent, send }: InCallKeypadProps) {
  return (
    <div id={id} className={styles.keypad}>
      <output className={styles.sent} aria-label={t('call.digits-sent')} aria-live="off">
        <bdi>{sent}</bdi>
      </output>
      <DigitPad onDigit={send} size="small" />
    </div>
  )
}
