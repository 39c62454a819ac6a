import type { Timestamp } from '../../../shared/domain/phone.ts'
import { formatLocale, timeText } from '../../../shared/messages/format.ts'
import { t } from '../../../shared/messages/translate.ts'

/**
 * When something was, as short as it can be said: the time today, "yesterday", the day this year, or the date.
 * Local time. `locale`: BCP 47, that of the messages by default.
 */
export function dateText(at: Timestamp, now: Timestamp, locale: string = formatLocale()): string {
  switch (daysBetween(at, now)) {
    case 0:
      return timeOfDay(at, locale)
    case 1:
      return t('time.yesterday')
    default: {
      const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
      const year = sameYear ? {} : ({ year: 'numeric' } as const)
      return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...year }).format(at)
    }
  }
}

/** The date and time in full. */
export function fullDateText(at: Timestamp, locale: string = formatLocale()): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(at)
}

export function timeOfDay(at: Timestamp, locale: string = formatLocale()): string {
  return timeText(at, locale)
}

/** Midnights passed from one to the other. Noon, so that days of 23 and of 25 hours count as one. */
function daysBetween(from: Timestamp, to: Timestamp): number {
  const noon = (at: Timestamp) => new Date(at).setHours(12, 0, 0, 0)
  return Math.round((noon(to) - noon(from)) / 86_400_000)
}
