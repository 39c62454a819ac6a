import { getCountries } from 'libphonenumber-js/min/es6'

/** The country that a time zone (`Europe/London`) belongs to, from ICU's own table; null for `UTC` and unknown ones. */
export function timeZoneCountry(zone: string): string | null {
  const canonical = canonicalZone(zone)
  if (canonical === null || /^(?:Etc\/|UTC|GMT)/.test(canonical)) return null
  return getCountries().find((country) => zonesOf(country).includes(canonical)) ?? null
}

function canonicalZone(zone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

/** The method is the newer form of the property. The runtime has one or the other. */
function zonesOf(country: string): readonly string[] {
  const locale = new Intl.Locale('und', { region: country })
  const method: unknown = Reflect.get(locale, 'getTimeZones')
  const zones: unknown =
    typeof method === 'function' ? Reflect.apply(method, locale, []) : Reflect.get(locale, 'timeZones')
  return Array.isArray(zones) ? zones.filter((one) => typeof one === 'string') : []
}
