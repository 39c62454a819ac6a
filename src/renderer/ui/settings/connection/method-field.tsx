import { useId } from 'react'
import { t } from '../../../../shared/messages/translate.ts'
import { SegmentedControl } from '../../components/segmented-control.tsx'
import { FieldProblem } from '../fields/field-problem.tsx'
import styles from '../fields/field.module.css'

interface MethodFieldProps {
  readonly value: 'POST' | 'GET'
  readonly problem: string | undefined
  readonly onChange: (value: 'POST' | 'GET') => void
}

const METHODS = [
  ['POST', 'POST'],
  ['GET', 'GET'],
] as const

/** How the token is asked for. */
export function MethodField({ value, problem, onChange }: MethodFieldProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <SegmentedControl
        name="method"
        legend={t('field.method.label')}
        options={METHODS}
        value={value}
        onChange={onChange}
        describedBy={`${id}-problem`}
      />
      <FieldProblem id={`${id}-problem`} text={problem} />
    </div>
  )
}
