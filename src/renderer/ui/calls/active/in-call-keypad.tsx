import { DigitPad } from '../../digit-pad/digit-pad.tsx'
import styles from './in-call-keypad.module.css'
import type { CallDigits } from './use-call-digits.ts'

interface DigitsSenderProps extends Pick<CallDigits, 'sent' | 'send'> {
  readonly id: string
}

/** The keypad of an open call: each digit is sent at once. */
export function DigitsSender({ id, sent, send }: DigitsSenderProps) {
  return (
    <div id={id} className={styles.sender}>
      <output className={styles.sent} aria-label="Digits sent" aria-live="off">
        <bdi>{sent}</bdi>
      </output>
      <DigitPad onDigit={send} size="small" />
    </div>
  )
}
