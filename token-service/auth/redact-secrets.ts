import { redact } from '../../common/log/redact.ts'

const USER_SECRET = /(?<![\w-])([\w-]{12})\.[\w-]{43}(?![\w-])/g
const MAX_LENGTH = 4000

/** An error's text for the log: without tokens, credentials, user secrets and whole numbers. */
export function redactSecrets(text: string): string {
  return redact(text.slice(0, MAX_LENGTH).replaceAll(USER_SECRET, '$1.[secret]'))
}
