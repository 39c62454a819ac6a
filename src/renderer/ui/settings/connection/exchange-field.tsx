import { useState } from 'react'
import { t } from '../../../../shared/messages/translate.ts'
import styles from './exchange-field.module.css'
import { TextField } from '../fields/text-field.tsx'

interface ExchangeFieldProps {
  readonly value: string
  readonly problem: string | undefined
  readonly onChange: (value: string) => void
}

/** For the few who practise together: the exchange their calls run on. Out of sight for everybody else. */
export function ExchangeField({ value, problem, onChange }: ExchangeFieldProps) {
  const [opened, setOpened] = useState(value !== '')
  return (
    <details
      className={styles.more}
      open={opened || problem !== undefined}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary className={styles.summary}>{t('field.exchange.summary')}</summary>
      <TextField
        name="exchange"
        label={t('field.exchange.label')}
        hint={t('field.exchange.hint')}
        placeholder="localhost:4443 sha256/…"
        value={value}
        problem={problem}
        onChange={onChange}
      />
    </details>
  )
}
