import { CircleAlert, CircleCheck } from 'lucide-react'
import styles from './check-result.module.css'
import type { LineForm } from './use-line-form.ts'

/** What came of choosing the line, when it concerns no single field. */
export function CheckResult({ form }: { readonly form: LineForm }) {
  const problem = form.problems['']
  return (
    <output>
      {form.taken && (
        <span className={styles.result} data-ok="true">
          <CircleCheck size={18} aria-hidden />
          <span>
            This line is now in use. You are <bdi className={styles.identity}>{form.taken.identity}</bdi>.
            {form.taken.note !== null && <> {form.taken.note}</>}
          </span>
        </span>
      )}
      {problem !== undefined && (
        <span className={styles.result} data-ok="false">
          <CircleAlert size={18} aria-hidden />
          <span>{problem}</span>
        </span>
      )}
    </output>
  )
}
