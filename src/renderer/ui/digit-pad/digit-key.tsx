import { useRef, type MouseEvent } from 'react'
import { t } from '../../../shared/messages/translate.ts'
import styles from './digit-key.module.css'

interface DigitKeyProps {
  readonly digit: string
  readonly letters: string
  readonly onPress: () => void
  /** For a long press, or a press with Shift. */
  readonly onLongPress?: () => void
}

const LONG_PRESS_MS = 500

const isSymbol = (digit: string): digit is '*' | '#' => digit === '*' || digit === '#'

/** One key of a telephone. */
export function DigitKey({ digit, letters, onPress, onLongPress }: DigitKeyProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const longPressed = useRef(false)

  const down = () => {
    longPressed.current = false
    if (!onLongPress) return
    timer.current = setTimeout(() => {
      longPressed.current = true
      onLongPress()
    }, LONG_PRESS_MS)
  }
  const up = () => clearTimeout(timer.current)
  const click = (event: MouseEvent) => {
    up()
    if (longPressed.current) longPressed.current = false
    else if (event.shiftKey && onLongPress) onLongPress()
    else onPress()
  }

  return (
    <button
      type="button"
      className={styles.key}
      aria-label={isSymbol(digit) ? t(`dial.digit.${digit}`) : digit}
      {...(onLongPress ? { 'aria-description': t('dial.hold-for-plus') } : {})}
      onPointerDown={down}
      onPointerLeave={up}
      onPointerCancel={up}
      onClick={click}
    >
      <span className={styles.digit} data-symbol={isSymbol(digit)}>
        {digit === '*' ? '\u2217' : digit}
      </span>
      <span className={styles.letters} translate="no">
        {letters}
      </span>
    </button>
  )
}
