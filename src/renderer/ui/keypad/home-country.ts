import { getCountryCallingCode } from 'libphonenumber-js/min/es6'
import { messageLocale, t } from '../../../shared/messages/translate.ts'
import { knownCountry } from '../../../shared/domain/dial/parse-dial-input.ts'

/** A country's name, from its ISO 3166 code; null if there is none. */
export function countryName(country: string): string | null {
  return /^[A-Z]{2}$/.test(country)
    ? (new Intl.DisplayNames([messageLocale()], { type: 'region' }).of(country) ?? null)
    : null
}

/** The text that says how numbers without a plus sign are interpreted. */
export function homeCountryText(country: string): string {
  const home = knownCountry(country)
  return t('dial.home-country', {
    country: countryName(home) ?? home,
    code: getCountryCallingCode(home),
  })
}
