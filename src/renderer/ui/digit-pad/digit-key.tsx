import { useRef, type MouseEvent } from 'react'
import styles from './digit-key.module.css'

interface DigitKeyProps {
  readonly digit: string
  readonly letters: string
  readonly onPress: () => void
  /** For a long press, or a press with Shift. */
  readonly onHold?: () => void
}

const HOLD_MS = 500
const NAMES: Record<string, string> = { '*': 'star', '#': 'hash' }

/** One key of a telephone. */
export function DigitKey({ digit, letters, onPress, onHold }: DigitKeyProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const held = useRef(false)

  const down = () => {
    held.current = false
    if (!onHold) return
    timer.current = setTimeout(() => {
      held.current = true
      onHold()
    }, HOLD_MS)
  }
  const up = () => clearTimeout(timer.current)
  const click = (event: MouseEvent) => {
    up()
    if (held.current) held.current = false
    else if (event.shiftKey && onHold) onHold()
    else onPress()
  }

  return (
    <button
      type="button"
      className={styles.key}
      aria-label={NAMES[digit] ?? digit}
      {...(onHold ? { 'aria-description': 'Hold for plus' } : {})}
      onPointerDown={down}
      onPointerLeave={up}
      onPointerCancel={up}
      onClick={click}
    >
      <span className={styles.digit} data-symbol={digit in NAMES}>
        {digit === '*' ? '\u2217' : digit}
      </span>
      <span className={styles.letters}>{letters}</span>
    </button>
  )
}
