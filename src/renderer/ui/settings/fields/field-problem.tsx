import { CircleAlert } from 'lucide-react'
import styles from './field.module.css'

/** What is wrong with a field, said aloud when it appears. */
export function FieldProblem({ id, words }: { readonly id: string; readonly words: string | undefined }) {
  return (
    <p id={id} className={styles.problem} role="alert">
      {words !== undefined && (
        <>
          <CircleAlert size={14} aria-hidden />
          <span>{words}</span>
        </>
      )}
    </p>
  )
}
