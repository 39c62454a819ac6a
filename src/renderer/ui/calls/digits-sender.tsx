import { useEffect, useEffectEvent, useState } from 'react'
import { DigitPad } from '../keypad/digit-pad.tsx'
import { isDigit } from '../keypad/digits.ts'
import { isEditable } from '../state/is-editable.ts'
import styles from './digits-sender.module.css'

interface DigitsSenderProps {
  readonly id: string
  readonly onDigits: (digits: string) => void
}

/** The keypad of an open call: each digit is sent at once, from the keyboard too. */
export function DigitsSender({ id, onDigits }: DigitsSenderProps) {
  const [sent, setSent] = useState('')

  const send = (digit: string) => {
    setSent(`${sent}${digit}`)
    onDigits(digit)
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isEditable(event.target)) return
    if (isDigit(event.key)) send(event.key)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])

  return (
    <div id={id} className={styles.sender}>
      <output className={styles.sent} aria-label="Digits sent" aria-live="off">
        <bdi>{sent}</bdi>
      </output>
      <DigitPad onDigit={send} size="small" />
    </div>
  )
}
