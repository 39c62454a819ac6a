import { getCountryCallingCode } from 'libphonenumber-js/min/es6'
import { knownCountry } from '../../../shared/domain/dial/parse-dial-input.ts'

const names = new Intl.DisplayNames(['en'], { type: 'region' })

/** A country's name, from its ISO 3166 code; null if there is none. */
export function countryName(country: string): string | null {
  return /^[A-Z]{2}$/.test(country) ? (names.of(country) ?? null) : null
}

/** The text that says how numbers without a plus sign are interpreted. */
export function homeCountryText(country: string): string {
  const home = knownCountry(country)
  return `Numbers without +: ${countryName(home) ?? home} (+${getCountryCallingCode(home)})`
}
