import { useRef } from 'react'
import { formatNumber } from '../../../../shared/domain/party.ts'
import { t } from '../../../../shared/messages/translate.ts'
import { Popover, PopoverItem } from '../../components/popover.tsx'
import { useCountry } from '../../context/app-context.tsx'
import styles from './practice-numbers.module.css'

export interface PracticeNumber {
  readonly number: string
  /** What happens when it is called. */
  readonly what: string
}

interface PracticeNumbersProps {
  readonly id: string
  readonly numbers: readonly PracticeNumber[]
  readonly onPick: (number: string) => void
}

/** A short list of numbers worth trying; picking one writes it into the keypad. */
export function PracticeNumbers({ id, numbers, onPick }: PracticeNumbersProps) {
  const country = useCountry()
  const popover = useRef<HTMLElement>(null)
  const pick = (number: string) => {
    popover.current?.hidePopover()
    onPick(number)
  }
  return (
    <Popover ref={popover} id={id} title={t('practice.numbers')} className={styles.menu}>
      <ul>
        {numbers.map(({ number, what }) => (
          <li key={number}>
            <PopoverItem onClick={() => pick(number)}>
              <span className={styles.number}>{formatNumber(number, country)}</span>
              <span className={styles.description}>{what}</span>
            </PopoverItem>
          </li>
        ))}
      </ul>
    </Popover>
  )
}
