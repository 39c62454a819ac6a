import styles from './segmented-control.module.css'

interface SegmentedControlProps<T extends string> {
  readonly name: string
  readonly legend: string
  /** Each with what is said of it. */
  readonly options: readonly (readonly [value: T, label: string])[]
  readonly value: T
  readonly onChange: (value: T) => void
  /** Id of what else is said about the choice. */
  readonly describedBy?: string
}

/** A choice between a few things that stand side by side. */
export function SegmentedControl<T extends string>({
  name,
  legend,
  options,
  value,
  onChange,
  describedBy,
}: SegmentedControlProps<T>) {
  return (
    <fieldset className={styles.field} aria-describedby={describedBy}>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.options}>
        {options.map(([option, label]) => (
          <label key={option} className={styles.option}>
            <input
              type="radio"
              name={name}
              value={option}
              className={styles.radio}
              checked={value === option}
              onChange={() => onChange(option)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
