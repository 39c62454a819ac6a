import { messageLocale } from './translate.ts'

/**
 * Dates, times and numbers. The system's own locale decides their form if it has the language of the messages; otherwise
 * a date would mix two languages.
 */
export function formatLocale(): string {
  const system = new Intl.DateTimeFormat().resolvedOptions().locale
  const languageOf = (tag: string) => new Intl.Locale(tag).language
  return languageOf(system) === languageOf(messageLocale()) ? system : messageLocale()
}

/** The time of day, to the minute. `at`: milliseconds since 1970. `locale`: BCP 47. */
export function timeText(at: number, locale: string = formatLocale()): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at)
}
