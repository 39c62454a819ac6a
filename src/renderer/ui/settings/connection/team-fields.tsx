import { t } from '../../../../shared/messages/translate.ts'
import { ExchangeField } from './exchange-field.tsx'
import { MethodField } from './method-field.tsx'
import { SecretField } from '../fields/secret-field.tsx'
import { TextField } from '../fields/text-field.tsx'
import type { ConnectionForm } from './use-connection-form.ts'

/** Where a team's tokens come from. */
export function TeamFields({ form, stored }: { readonly form: ConnectionForm; readonly stored: boolean }) {
  const { team, secret } = form.drafts
  const edit = (change: Partial<typeof team>) =>
    form.edit(Object.keys(change)[0] ?? '', (drafts) => ({ ...drafts, team: { ...drafts.team, ...change } }))
  return (
    <>
      <TextField
        name="url"
        label={t('field.url.label')}
        placeholder="https://calls.example.com/token"
        inputMode="url"
        value={team.url}
        problem={form.problems.url}
        onChange={(url) => edit({ url })}
      />
      <MethodField
        value={team.method}
        problem={form.problems.method}
        onChange={(method) => edit({ method })}
      />
      <SecretField
        name="secret"
        label={t('field.secret.label')}
        replaceLabel={t('field.secret.replace')}
        hint={t('field.secret.hint')}
        value={secret.team}
        stored={stored}
        problem={form.problems.secret}
        onChange={(value) =>
          form.edit('secret', (drafts) => ({ ...drafts, secret: { ...drafts.secret, team: value } }))
        }
      />
      <ExchangeField
        value={team.exchange}
        problem={form.problems.exchange}
        onChange={(exchange) => edit({ exchange })}
      />
    </>
  )
}
