import { CircleAlert } from 'lucide-react'
import styles from './field.module.css'

/** What is wrong with a field, said aloud when it appears. */
export function FieldProblem({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  return (
    <p id={id} className={styles.problem} role="alert">
      {text !== undefined && (
        <>
          <CircleAlert size={14} aria-hidden />
          <span>{text}</span>
        </>
      )}
    </p>
  )
}
