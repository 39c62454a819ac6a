import { maskNumber } from './phone-number.ts'

const TOKEN = /\beyJ[\w-]{8,}(?:\.[\w-]*){0,2}/g
const CREDENTIALS = /\b(Bearer|Basic)\s+\S+/gi
const USER_SECRET = /(?<![\w-])([\w-]{12})\.[\w-]{43}(?![\w-])/g
const NUMBER = /(?<![\w.:/-])\+?\d{7,15}(?![\w:/])/g

/** An error's text as it may stand in a log: without tokens, credentials, user secrets and whole numbers. */
export function cleanText(text: string): string {
  return text
    .slice(0, 4000)
    .replaceAll(TOKEN, '[token]')
    .replaceAll(CREDENTIALS, '$1 [secret]')
    .replaceAll(USER_SECRET, '$1.[secret]')
    .replaceAll(NUMBER, (number) => maskNumber(number))
}
