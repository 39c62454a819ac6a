/** Takes out of a text whatever nobody should read in a log. */
export interface Redactor {
  /** From now on this text is never shown. Shorter than 8 characters is ignored: it would eat ordinary words. */
  hide(secret: string): void
  clean(text: string): string
}

const JWT = /\beyJ[\w-]{8,}(?:\.[\w-]*){0,2}/g
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi
/**
 * Seven to fifteen digits, written as people write numbers, and not a part of a word, a path or an address; also after
 * the `%2B` that stands for a plus in a query, and after the name of a link or of a client.
 */
const NUMBER =
  /(?:(?<=%2B|\b(?:tel|callto|sip|client):)|(?<![\w.:/-]))\+?\(?\d(?:[\s().-]{0,2}\d){6,14}(?![\w:/])/gi

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
      return clean
        .replaceAll(JWT, '[token]')
        .replaceAll(BEARER, '$1 [secret]')
        .replaceAll(NUMBER, (number) => `…${number.replaceAll(/\D/g, '').slice(-2)}`)
    },
  }
}
