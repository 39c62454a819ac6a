import { redact } from '../../../common/log/redact.ts'

/** Takes out of a text whatever nobody should read in a log. */
export interface Redactor {
  /** From now on this text is never shown. Shorter than 8 characters is ignored: it would eat ordinary words. */
  hide(secret: string): void
  clean(text: string): string
}

/** Tokens (`eyJ...`), bearer secrets, secrets told to `hide`, and phone numbers but for their last two digits. */
export function createRedactor(): Redactor {
  const hidden = new Set<string>()
  return {
    hide(secret) {
      if (secret.length >= 8) hidden.add(secret)
    },
    clean(text) {
      let clean = text
      for (const secret of hidden) clean = clean.replaceAll(secret, '[secret]')
      return redact(clean)
    },
  }
}
