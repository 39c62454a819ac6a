import { redact } from '../../../common/log/redact.ts'

/** Removes secrets and phone numbers from log lines. */
export interface Redactor {
  /** Removes this text from now on. A text shorter than 8 characters is ignored, because it may be an ordinary word. */
  hide(secret: string): void
  clean(text: string): string
}

/** Removes tokens (`eyJ...`), bearer secrets, texts passed to `hide`, and phone numbers except for their last two digits. */
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
