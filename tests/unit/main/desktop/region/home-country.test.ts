import { describe, expect, test } from 'vitest'
import { homeCountry, type RegionSigns } from '../../../../../src/main/desktop/region/home-country.ts'
import { timeZoneCountry } from '../../../../../src/main/desktop/region/time-zone-country.ts'

const signs = (given: Partial<RegionSigns>): RegionSigns => ({
  platform: 'linux',
  env: {},
  localeCountry: '',
  languages: [],
  timeZone: 'UTC',
  ...given,
})

describe('the country of numbers without a plus sign', () => {
  test.each<[string, string, Partial<RegionSigns>]>([
    ['the telephone setting', 'GB', { env: { LANG: 'en_US.UTF-8', LC_TELEPHONE: 'en_GB.UTF-8' } }],
    ['the address setting', 'AT', { env: { LANG: 'en_US.UTF-8', LC_ADDRESS: 'de_AT.UTF-8' } }],
    [
      'an American telephone setting abroad',
      'US',
      { env: { LC_TELEPHONE: 'en_US.UTF-8' }, timeZone: 'Europe/London' },
    ],
    ['the formats', 'CH', { env: { LANG: 'en_US.UTF-8', LC_MONETARY: 'fr_CH.UTF-8' } }],
    ['the language of a place', 'DE', { env: { LANG: 'de_DE.UTF-8' }, timeZone: 'America/New_York' }],
    ['a locale that is not generated', 'DE', { env: { LANG: 'de_DE.UTF-8' }, localeCountry: 'US' }],
    ['a locale with a modifier', 'RS', { env: { LANG: 'sr_RS@latin' } }],
    [
      'American English in London',
      'GB',
      { env: { LANG: 'en_US.UTF-8' }, localeCountry: 'US', timeZone: 'Europe/London' },
    ],
    [
      'LC_ALL in American English in London',
      'GB',
      { env: { LC_ALL: 'en_US.UTF-8' }, timeZone: 'Europe/London' },
    ],
    ['LC_ALL over the others', 'FR', { env: { LC_ALL: 'fr_FR.UTF-8', LC_TELEPHONE: 'de_DE.UTF-8' } }],
    ['no language in Tokyo', 'JP', { env: { LANG: 'C.UTF-8' }, timeZone: 'Asia/Tokyo' }],
    ['dates as in Denmark', 'NZ', { env: { LC_TIME: 'en_DK.UTF-8', LANG: 'en_NZ.UTF-8' } }],
    ['American English nowhere', 'US', { env: { LANG: 'en_US.UTF-8' }, timeZone: 'Etc/UTC' }],
    ['nothing at all', 'US', {}],
    ['the languages', 'BE', { languages: ['nl', 'nl-BE'] }],
    ['a country that has no telephones', 'US', { env: { LANG: 'en_QQ.UTF-8' } }],
    ['Windows’ region', 'GB', { platform: 'win32', localeCountry: 'GB', timeZone: 'America/New_York' }],
    ['macOS’ region', 'DE', { platform: 'darwin', localeCountry: 'DE', languages: ['en-US'] }],
    ['a macOS without a region', 'FR', { platform: 'darwin', timeZone: 'Europe/Paris' }],
  ])('is taken from %s: %s', (_what, country, given) => {
    expect(homeCountry(signs(given))).toBe(country)
  })
})

test.each([
  ['Europe/London', 'GB'],
  ['America/New_York', 'US'],
  ['Asia/Kolkata', 'IN'],
  ['Asia/Calcutta', 'IN'],
  ['Europe/Kyiv', 'UA'],
  ['Australia/Sydney', 'AU'],
  ['GB', 'GB'],
  ['UTC', null],
  ['Etc/GMT+5', null],
  ['Nowhere/Special', null],
  ['', null],
])('the time zone %j is that of %s', (zone, country) => {
  expect(timeZoneCountry(zone)).toBe(country)
})
