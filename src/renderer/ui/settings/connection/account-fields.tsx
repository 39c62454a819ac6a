import { SecretField } from '../fields/secret-field.tsx'
import { TextField } from '../fields/text-field.tsx'
import type { Drafts } from './connection-draft.ts'
import type { ConnectionForm } from './use-connection-form.ts'

type AccountField = keyof Drafts['account']

const BEFORE: readonly Field[] = [
  {
    name: 'identity',
    label: 'Your name on the line',
    placeholder: 'maria',
    hint: 'Letters, digits and underscores.',
  },
  { name: 'accountSid', label: 'Account SID', placeholder: 'AC…' },
  { name: 'apiKeySid', label: 'API key SID', placeholder: 'SK…' },
]
const AFTER: readonly Field[] = [
  { name: 'twimlAppSid', label: 'TwiML App SID', placeholder: 'AP…' },
  { name: 'callerId', label: 'Caller id', placeholder: '+12025550123', hint: 'The number other people see.' },
]

interface Field {
  readonly name: AccountField
  readonly label: string
  readonly placeholder: string
  readonly hint?: string
}

/** What a person's own Twilio account needs. The order is that of Twilio's console. */
export function AccountFields({ form, stored }: { readonly form: ConnectionForm; readonly stored: boolean }) {
  const { account, secret } = form.drafts
  const field = ({ name, ...rest }: Field) => (
    <TextField
      key={name}
      name={name}
      value={account[name]}
      problem={form.problems[name]}
      onChange={(value) =>
        form.edit(name, (drafts) => ({ ...drafts, account: { ...drafts.account, [name]: value } }))
      }
      {...rest}
    />
  )
  return (
    <>
      {BEFORE.map(field)}
      <SecretField
        name="apiKeySecret"
        label="API key secret"
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
