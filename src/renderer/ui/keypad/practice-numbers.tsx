import type { RefObject } from 'react'
import { formatNumber } from '../../../shared/numbers.ts'
import { useCountry } from '../state/desk.tsx'
import styles from './practice-numbers.module.css'

export interface PracticeNumber {
  readonly number: string
  /** What happens when it is called. */
  readonly what: string
}

interface PracticeNumbersProps {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly id: string
  readonly numbers: readonly PracticeNumber[]
  readonly onPick: (number: string) => void
}

/** A short list of numbers worth trying; picking one writes it into the keypad. */
export function PracticeNumbers({ ref, id, numbers, onPick }: PracticeNumbersProps) {
  const country = useCountry()
  return (
    <div ref={ref} id={id} popover="auto" className={styles.popover}>
      <h2 className={styles.title}>Numbers to try</h2>
      <ul>
        {numbers.map(({ number, what }) => (
          <li key={number}>
            <button type="button" className={styles.entry} onClick={() => onPick(number)}>
              <span className={styles.number}>{formatNumber(number, country)}</span>
              <span className={styles.what}>{what}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
