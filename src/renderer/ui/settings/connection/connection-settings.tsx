import { FlaskConical, KeyRound, UsersRound, type LucideIcon } from 'lucide-react'
import { useRef, type FormEvent, type ReactNode } from 'react'
import type { ConnectionKind, ConnectionSummary } from '../../../../shared/ipc/contract.ts'
import { t } from '../../../../shared/messages/translate.ts'
import { Button } from '../../components/button.tsx'
import { AccountFields } from './account-fields.tsx'
import { CheckResult } from './check-result.tsx'
import { isStored } from './connection-draft.ts'
import { ConnectionCard } from './connection-card.tsx'
import styles from './connection-settings.module.css'
import { TeamFields } from './team-fields.tsx'
import { useConnectionForm, type ConnectionForm } from './use-connection-form.ts'

const CONNECTIONS: readonly {
  readonly kind: ConnectionKind
  readonly icon: LucideIcon
}[] = [
  {
    kind: 'practice',
    icon: FlaskConical,
  },
  {
    kind: 'team',
    icon: UsersRound,
  },
  {
    kind: 'account',
    icon: KeyRound,
  },
]

/** Which line the calls run on, and what it needs to know. */
export function ConnectionSettings({ connection }: { readonly connection: ConnectionSummary }) {
  const form = useConnectionForm(connection)
  const element = useRef<HTMLFormElement>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const field = await form.submit()
    if (field !== null) element.current?.querySelector<HTMLElement>(`[name="${CSS.escape(field)}"]`)?.focus()
  }

  return (
    <form ref={element} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <fieldset className={styles.connections}>
        <legend className={styles.legend}>{t('connection.title')}</legend>
        {CONNECTIONS.map(({ kind, icon }) => (
          <ConnectionCard
            key={kind}
            kind={kind}
            icon={icon}
            title={t(`connection.${kind}.title`)}
            about={t(`connection.${kind}.about`)}
            inUse={connection.kind === kind}
            chosen={form.kind === kind}
            onChoose={() => form.choose(kind)}
          >
            {fieldsFor(kind, form, connection)}
            <CheckResult form={form} />
            {(kind !== 'practice' || connection.kind !== 'practice') && <Submit checking={form.checking} />}
          </ConnectionCard>
        ))}
      </fieldset>
    </form>
  )
}

function Submit({ checking }: { readonly checking: boolean }) {
  return (
    <Button type="submit" variant="primary" size="main" aria-disabled={checking}>
      {checking ? t('connection.checking') : t('connection.use')}
    </Button>
  )
}

function fieldsFor(kind: ConnectionKind, form: ConnectionForm, connection: ConnectionSummary): ReactNode {
  switch (kind) {
    case 'practice':
      return null
    case 'team':
      return <TeamFields form={form} stored={isStored(connection, 'team')} />
    case 'account':
      return <AccountFields form={form} stored={isStored(connection, 'account')} />
  }
}
