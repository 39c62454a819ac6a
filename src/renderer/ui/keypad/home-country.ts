import { getCountryCallingCode } from 'libphonenumber-js/min/es6'
import { knownCountry } from '../../../shared/dial/read-dialled.ts'

const names = new Intl.DisplayNames(['en'], { type: 'region' })

/** A country's name, from its ISO 3166 code; null where there is none. */
export function countryName(country: string): string | null {
  return /^[A-Z]{2}$/.test(country) ? (names.of(country) ?? null) : null
}

/** How numbers without a plus sign are read. */
export function homeWords(country: string): string {
  const home = knownCountry(country)
  return `Numbers without +: ${countryName(home) ?? home} (+${getCountryCallingCode(home)})`
}
