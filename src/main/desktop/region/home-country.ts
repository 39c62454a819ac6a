import { knownCountry } from '../../../shared/domain/dial/parse-dial-input.ts'
import { timeZoneCountry } from './time-zone-country.ts'

/** The system's settings that indicate the person's country. */
export interface RegionSigns {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** Electron's `app.getLocaleCountryCode()`: the Region setting on Windows and macOS; on Linux LC_TIME, if generated. */
  readonly localeCountry: string
  /** Electron's `app.getPreferredSystemLanguages()`, such as `de-CH`. */
  readonly languages: readonly string[]
  /** IANA name, such as `Europe/London`. */
  readonly timeZone: string
}

/** The variables that desktops set together with the format of numbers and dates, and for no other purpose. */
const REGIONAL = ['LC_TELEPHONE', 'LC_ADDRESS']
const FORMATS = ['LC_MONETARY', 'LC_PAPER', 'LC_MEASUREMENT', 'LC_TIME']
/** Locales used worldwide, for English or for ISO dates (2026-11-28). They do not indicate a country. */
const PLACELESS = new Set(['en_US', 'en_DK', 'en_SE'])

/**
 * The country (ISO 3166) whose numbers are dialled without a plus sign, by the best evidence available. On Linux the regional
 * settings count first, then the language if it indicates a country, then the time zone. On other systems the Region setting
 * counts.
 */
export function homeCountry(signs: RegionSigns): string {
  const { platform, localeCountry, languages, timeZone } = signs
  const fallbacks = [localeCountry, ...languages.map((language) => /-([A-Z]{2})\b/.exec(language)?.[1])]
  const best =
    platform === 'linux'
      ? (linuxRegion(signs.env) ?? timeZoneCountry(timeZone) ?? weakRegion(signs.env))
      : localeCountry || (fallbacks.find(Boolean) ?? timeZoneCountry(timeZone))
  return knownCountry(best ?? fallbacks.find(Boolean) ?? '')
}

function linuxRegion(env: RegionSigns['env']): string | undefined {
  // LC_ALL overrides every other variable, even when its value is C.
  if (env['LC_ALL']) return placed(env['LC_ALL'])
  const regional = REGIONAL.map((name) => regionOf(env[name]))
  return [...regional, ...FORMATS.map((name) => placed(env[name])), placed(env['LANG'])].find(Boolean)
}

function weakRegion(env: RegionSigns['env']): string | undefined {
  return regionOf(env['LC_ALL'] || env['LANG'])
}

/** The region of a locale such as `de_AT.UTF-8@euro`; null for locales that are used worldwide. */
function placed(locale: string | undefined): string | undefined {
  return PLACELESS.has(/^[a-z]+_[A-Z]+/.exec(locale ?? '')?.[0] ?? '') ? undefined : regionOf(locale)
}

function regionOf(locale: string | undefined): string | undefined {
  return /^[a-z]{2,3}_([A-Z]{2})\b/.exec(locale ?? '')?.[1]
}
