import { t } from '../../../../shared/messages/translate.ts'
import { SecretField } from '../fields/secret-field.tsx'
import { TextField } from '../fields/text-field.tsx'
import type { Drafts } from './connection-draft.ts'
import type { ConnectionForm } from './use-connection-form.ts'

type AccountField = keyof Drafts['account']

const BEFORE: readonly Field[] = [
  { name: 'identity', placeholder: 'maria', hint: 'field.identity.hint' },
  { name: 'accountSid', placeholder: 'AC…' },
  { name: 'apiKeySid', placeholder: 'SK…' },
]
const AFTER: readonly Field[] = [
  { name: 'twimlAppSid', placeholder: 'AP…' },
  { name: 'callerId', placeholder: '+12025550123', hint: 'field.callerId.hint' },
]

interface Field {
  readonly name: AccountField
  readonly placeholder: string
  readonly hint?: 'field.identity.hint' | 'field.callerId.hint'
}

/** What a person's own Twilio account needs. The order is that of Twilio's console. */
export function AccountFields({ form, stored }: { readonly form: ConnectionForm; readonly stored: boolean }) {
  const { account, secret } = form.drafts
  const field = ({ name, placeholder, hint }: Field) => (
    <TextField
      key={name}
      name={name}
      label={t(`field.${name}.label`)}
      placeholder={placeholder}
      hint={hint && t(hint)}
      value={account[name]}
      problem={form.problems[name]}
      onChange={(value) =>
        form.edit(name, (drafts) => ({ ...drafts, account: { ...drafts.account, [name]: value } }))
      }
    />
  )
  return (
    <>
      {BEFORE.map(field)}
      <SecretField
        name="apiKeySecret"
        label={t('field.apiKeySecret.label')}
        replaceLabel={t('field.apiKeySecret.replace')}
        value={secret.account}
        stored={stored}
        problem={form.problems.apiKeySecret}
        onChange={(value) =>
          form.edit('apiKeySecret', (drafts) => ({ ...drafts, secret: { ...drafts.secret, account: value } }))
        }
      />
      {AFTER.map(field)}
    </>
  )
}
