import { LockKeyhole } from 'lucide-react'
import { t } from '../../../../shared/messages/translate.ts'
import { Button } from '../../components/button.tsx'
import styles from './field.module.css'
import { TextField } from './text-field.tsx'

interface SecretFieldProps {
  readonly name: string
  readonly label: string
  /** The accessible name of the button that replaces the stored secret. */
  readonly replaceLabel: string
  readonly hint?: string
  /** Null keeps the stored secret. */
  readonly value: string | null
  /** A secret is already kept on this computer. */
  readonly stored: boolean
  readonly problem: string | undefined
  readonly onChange: (value: string | null) => void
}

/** A secret: typed once, then kept and never shown again. */
export function SecretField({
  name,
  label,
  replaceLabel,
  hint,
  value,
  stored,
  problem,
  onChange,
}: SecretFieldProps) {
  if (value === null) {
    return (
      <div className={styles.field}>
        <span className={styles.label}>{label}</span>
        <div className={styles.stored}>
          <LockKeyhole size={16} aria-hidden />
          <span>{t('field.secret.stored')}</span>
          <Button name={name} aria-label={replaceLabel} onClick={() => onChange('')}>
            {t('field.secret.replace-button')}
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
          {t('field.secret.keep')}
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
