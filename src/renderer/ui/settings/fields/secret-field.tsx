import { LockKeyhole } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import styles from './field.module.css'
import { TextField } from './text-field.tsx'

interface SecretFieldProps {
  readonly name: string
  readonly label: string
  readonly hint?: string
  /** Null keeps the stored secret. */
  readonly value: string | null
  /** A secret is already kept on this computer. */
  readonly stored: boolean
  readonly problem: string | undefined
  readonly onChange: (value: string | null) => void
}

/** A secret: typed once, then kept and never shown again. */
export function SecretField({ name, label, hint, value, stored, problem, onChange }: SecretFieldProps) {
  if (value === null) {
    return (
      <div className={styles.field}>
        <span className={styles.label}>{label}</span>
        <div className={styles.stored}>
          <LockKeyhole size={16} aria-hidden />
          <span>Set, never shown again</span>
          <Button name={name} aria-label={`Replace the ${label.toLowerCase()}`} onClick={() => onChange('')}>
            Replace
          </Button>
        </div>
        {problem !== undefined && <StoredProblem text={problem} />}
      </div>
    )
  }
  return (
    <>
      <TextField
        name={name}
        label={label}
        hint={hint}
        type="password"
        value={value}
        problem={problem}
        onChange={onChange}
        focused={stored}
      />
      {stored && (
        <Button variant="subtle" onClick={() => onChange(null)}>
          Keep the stored one
        </Button>
      )}
    </>
  )
}

function StoredProblem({ text }: { readonly text: string }) {
  return (
    <p className={styles.problem} role="alert">
      {text}
    </p>
  )
}
