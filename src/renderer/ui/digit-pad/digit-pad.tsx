import { t } from '../../../shared/messages/translate.ts'
import { classes } from '../lib/classes.ts'
import { DigitKey } from './digit-key.tsx'
import styles from './digit-pad.module.css'
import { KEYS } from './digits.ts'

interface DigitPadProps {
  readonly onDigit: (digit: string) => void
  /** When given, holding 0 (or Shift with it) gives a plus. */
  readonly onPlus?: () => void
  readonly size?: 'large' | 'small'
}

/** The twelve keys of a telephone. */
export function DigitPad({ onDigit, onPlus, size = 'large' }: DigitPadProps) {
  return (
    <fieldset className={classes(styles.pad, styles[size])} aria-label={t('dial.keys')}>
      {KEYS.map(({ digit, letters }) => {
        const plus = digit === '0' ? onPlus : undefined
        return (
          <DigitKey
            key={digit}
            digit={digit}
            letters={digit === '0' && !plus ? '' : letters}
            onPress={() => onDigit(digit)}
            {...(plus ? { onLongPress: plus } : {})}
          />
        )
      })}
    </fieldset>
  )
}
