import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import type { Registration } from '../../../../shared/domain/phone.ts'
import { statusBanner } from '../../../../shared/messages/reachability.ts'
import { messageParts, t } from '../../../../shared/messages/translate.ts'
import { MessageParts } from '../../lib/message-parts.tsx'
import { Button } from '../../components/button.tsx'
import { useApp, usePhone } from '../../context/app-context.tsx'
import styles from './check-result.module.css'
import type { ConnectionForm } from './use-connection-form.ts'

/** What came of choosing the line, when it concerns no single field. */
export function CheckResult({ form }: { readonly form: ConnectionForm }) {
  const problem = form.problems['']
  return (
    <output>
      {form.saved && <SavedResult form={form} saved={form.saved} />}
      {problem !== undefined && (
        <Result key={problem} outcome="bad" icon={<CircleAlert size={18} aria-hidden />}>
          {problem}
        </Result>
      )}
    </output>
  )
}

/** The line was saved and replaces the previous one. Whether it works is known once it has connected. */
function SavedResult({
  form,
  saved,
}: {
  readonly form: ConnectionForm
  readonly saved: NonNullable<ConnectionForm['saved']>
}) {
  const { registration } = usePhone()
  const note = saved.note !== null && <> {saved.note}</>
  switch (stateOf(registration, useApp().clock.now())) {
    case 'connected':
      return (
        <Result key="connected" outcome="good" icon={<CircleCheck size={18} aria-hidden />}>
          <MessageParts
            parts={messageParts('connection.saved.connected', {
              identity: <bdi className={styles.identity}>{saved.identity}</bdi>,
            })}
          />
          {note}
        </Result>
      )
    case 'connecting':
      return (
        <Result key="connecting" outcome="good" icon={<LoaderCircle size={18} aria-hidden />}>
          {t('connection.saved.connecting')}
          {note}
        </Result>
      )
    case 'failed':
      return (
        <Result key="failed" outcome="bad" icon={<CircleAlert size={18} aria-hidden />}>
          {t('connection.saved.failed')}
          {note}
          {form.kind !== 'practice' && (
            <Button onClick={() => void form.switchToPractice()}>{t('connection.back-to-practice')}</Button>
          )}
        </Result>
      )
  }
}

function stateOf(registration: Registration, now: number): 'connected' | 'connecting' | 'failed' {
  if (registration.state === 'registered') return 'connected'
  return statusBanner(registration, null, now).tone === 'transient' ? 'connecting' : 'failed'
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
      <span className={styles.text}>{children}</span>
    </span>
  )
}
