import { bareDigits, type DialText, type WrittenNumber } from './dial-text.ts'
import { EMERGENCY_NUMBERS } from './emergency-numbers.ts'

/** The message for every emergency number. */
export const EMERGENCY_WORDS = 'Offhook cannot make emergency calls. Use a mobile or landline.'

/** `here`: an emergency number of the person's own country, or one that people call everywhere. `elsewhere`: of another. */
export type Emergency = 'here' | 'elsewhere'

/** Numbers that people try wherever they are. */
const WORLDWIDE = new Set(['000', '110', '112', '119', '911', '999'])

interface Country {
  readonly code: string
  readonly numbers: ReadonlySet<string>
}

const COUNTRIES = new Map(
  Object.entries(EMERGENCY_NUMBERS).map(([country, line]): [string, Country] => {
    const [code = '', ...numbers] = line.slice(1).split(' ')
    return [country, { code, numbers: new Set(numbers) }]
  }),
)
const ANYWHERE = new Set(
  [...COUNTRIES.values()].flatMap(({ numbers }) => [...numbers]).concat([...WORLDWIDE]),
)

/** International prefixes that replace the plus sign in some countries. */
const INTERNATIONAL = ['+', '00', '011', '0011', '010', '0010']
/** Prefixes for an outside line in many offices. */
const OUTSIDE_LINE = /^[09]$/

/**
 * Whether the text is a request for the emergency services, in any spelling. `country` is the person's own (ISO 3166), if known. In
 * a text with several numbers, one emergency number is enough.
 */
export function findEmergency(text: DialText, country?: string): Emergency | null {
  switch (text.kind) {
    case 'numbers':
      return strongest(text.numbers.map((written) => emergencyOf(written, country)))
    case 'code':
      return strongest(codeParts(text.text).map((part) => asWritten(part, country)))
    default:
      return null
  }
}

/** The same for one number out of such a text. */
function emergencyOf({ number, keys }: WrittenNumber, country?: string): Emergency | null {
  const afterOutsideLine = OUTSIDE_LINE.test(number) ? keys[0] : /^[09][\s().\-/]+(.+)$/.exec(number)?.[1]
  const outside = bareDigits(afterOutsideLine ?? '')
  return WORLDWIDE.has(outside) || /^9(?:911|112|999)$/.test(bareDigits(number))
    ? 'here'
    : asWritten(number, country)
}

function strongest(found: readonly (Emergency | null)[]): Emergency | null {
  return found.find((one) => one === 'here') ?? found.find((one) => one !== null) ?? null
}

/** `*67 911`, `#31#112` and `*67911` dial the number after the code. */
function codeParts(text: string): string[] {
  const parts = text.split(/[*#]+/).flatMap((part) => [part, part.trim().replace(/^\d{1,3}\s/, '')])
  const behindCode = /^[*#]\d{2}(\d{3})$/.exec(text.replaceAll(/[\s().\-/]/g, ''))?.[1]
  return behindCode !== undefined && WORLDWIDE.has(behindCode) ? [behindCode] : parts
}

function asWritten(number: string, country: string | undefined): Emergency | null {
  const digits = bareDigits(number)
  const own = country === undefined ? undefined : COUNTRIES.get(country)
  if (own?.numbers.has(digits) || WORLDWIDE.has(digits)) return 'here'
  if (ANYWHERE.has(digits)) return 'elsewhere'
  const abroad = INTERNATIONAL.filter((prefix) => digits.startsWith(prefix)).map((prefix) =>
    asInternational(digits.slice(prefix.length), own),
  )
  if (abroad.length > 0) return strongest(abroad)
  // `1 911`: in North America the 1 stands before every number.
  return digits.startsWith('1') && (own?.code ?? '1') === '1' && WORLDWIDE.has(digits.slice(1))
    ? 'here'
    : null
}

/** `+112`, `00911` and `+44 999`. Two digits are ambiguous: they may be the start of an ordinary number. */
function asInternational(digits: string, own: Country | undefined): Emergency | null {
  if (digits.length < 3) return null
  if (WORLDWIDE.has(digits) || own?.numbers.has(digits)) return 'here'
  for (const { code, numbers } of COUNTRIES.values()) {
    const national = digits.startsWith(code) ? digits.slice(code.length) : ''
    if (national.length < 3 || !numbers.has(national)) continue
    // Some North American area codes equal emergency numbers of Caribbean countries.
    if (code !== '1' || WORLDWIDE.has(national)) return 'here'
  }
  return null
}
