import { useId } from 'react'
import { FieldProblem } from './field-problem.tsx'
import styles from './method-field.module.css'

interface MethodFieldProps {
  readonly value: 'POST' | 'GET'
  readonly problem: string | undefined
  readonly onChange: (value: 'POST' | 'GET') => void
}

const METHODS = ['POST', 'GET'] as const

/** How the token is asked for. */
export function MethodField({ value, problem, onChange }: MethodFieldProps) {
  const id = useId()
  return (
    <fieldset className={styles.field} aria-describedby={`${id}-problem`}>
      <legend className={styles.legend}>Ask for it with</legend>
      <div className={styles.options}>
        {METHODS.map((method) => (
          <label key={method} className={styles.option}>
            <input
              type="radio"
              name="method"
              value={method}
              className={styles.radio}
              checked={value === method}
              onChange={() => onChange(method)}
            />
            {method}
          </label>
        ))}
      </div>
      <div className={styles.problem}>
        <FieldProblem id={`${id}-problem`} words={problem} />
      </div>
    </fieldset>
  )
}
