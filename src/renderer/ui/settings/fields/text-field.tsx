import { useId, type ComponentProps, type ReactNode } from 'react'
import { FieldProblem } from './field-problem.tsx'
import styles from './field.module.css'

interface TextFieldProps extends Pick<ComponentProps<'input'>, 'placeholder' | 'type' | 'inputMode'> {
  /** The name of the field in the contract: problems are told by it. */
  readonly name: string
  readonly label: string
  readonly hint?: ReactNode
  readonly value: string
  readonly problem: string | undefined
  readonly onChange: (value: string) => void
  /** It was asked for just now: the next key is meant for it. */
  readonly focused?: boolean
}

function takeFocus(field: HTMLInputElement | null): void {
  field?.focus()
}

/** A labelled line of text, with what is wrong with it beside it. */
export function TextField({
  name,
  label,
  hint,
  value,
  problem,
  onChange,
  focused = false,
  ...rest
}: TextFieldProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        ref={focused ? takeFocus : null}
        id={id}
        name={name}
        className={styles.input}
        type="text"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={4_096}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-hint ${id}-problem`}
        onChange={(event) => onChange(event.target.value)}
        {...rest}
      />
      <p id={`${id}-hint`} className={styles.hint}>
        {hint}
      </p>
      <FieldProblem id={`${id}-problem`} text={problem} />
    </div>
  )
}
