import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import type { Line } from '../../../../shared/domain/phone.ts'
import { standing } from '../../../../shared/messages/reachability.ts'
import { Button } from '../../components/button.tsx'
import { useDesk, usePhone } from '../../context/app-context.tsx'
import styles from './check-result.module.css'
import type { LineForm } from './use-connection-form.ts'

/** What came of choosing the line, when it concerns no single field. */
export function CheckResult({ form }: { readonly form: LineForm }) {
  const problem = form.problems['']
  return (
    <output>
      {form.taken && <Taken form={form} taken={form.taken} />}
      {problem !== undefined && (
        <Result key={problem} outcome="bad" icon={<CircleAlert size={18} aria-hidden />}>
          {problem}
        </Result>
      )}
    </output>
  )
}

/** The line was saved and replaces the previous one. Whether it works is known once it has connected. */
function Taken({ form, taken }: { readonly form: LineForm; readonly taken: NonNullable<LineForm['taken']> }) {
  const { line } = usePhone()
  const note = taken.note !== null && <> {taken.note}</>
  switch (stateOf(line, useDesk().clock.now())) {
    case 'connected':
      return (
        <Result key="connected" outcome="good" icon={<CircleCheck size={18} aria-hidden />}>
          This line is now in use. You are <bdi className={styles.identity}>{taken.identity}</bdi>.{note}
        </Result>
      )
    case 'connecting':
      return (
        <Result key="connecting" outcome="good" icon={<LoaderCircle size={18} aria-hidden />}>
          Saved. Connecting…{note}
        </Result>
      )
    case 'failed':
      return (
        <Result key="failed" outcome="bad" icon={<CircleAlert size={18} aria-hidden />}>
          Saved, but not connected. The status line at the top says why.{note}
          {form.kind !== 'practice' && (
            <Button onClick={() => void form.backToPractice()}>Back to practice line</Button>
          )}
        </Result>
      )
  }
}

function stateOf(line: Line, now: number): 'connected' | 'connecting' | 'failed' {
  if (line.state === 'ready') return 'connected'
  return standing(line, null, now).tone === 'passing' ? 'connecting' : 'failed'
}

interface ResultProps {
  readonly outcome: 'good' | 'bad'
  readonly icon: ReactNode
  readonly children: ReactNode
}

/** Brings itself into view when it appears: it may stand below the edge of the window. */
function Result({ outcome, icon, children }: ResultProps) {
  const element = useRef<HTMLSpanElement>(null)
  useEffect(() => element.current?.scrollIntoView({ block: 'nearest' }), [])
  return (
    <span ref={element} className={styles.result} data-ok={outcome === 'good'}>
      {icon}
      <span className={styles.words}>{children}</span>
    </span>
  )
}
