/** A token in three parts, as Twilio's AccessTokens are, or the beginning of one. */
const JWT = /(?<![A-Za-z0-9])eyJ[\w-]{8,}(?:\.[\w-]*){0,2}/g
/** The credentials after the scheme in an Authorization header. */
const AUTHORIZATION = /\b(Bearer|Basic|Digest|Token)(\s+|%20)([\w.~+/=-]{6,})/gi
/** As in "The token service is running." */
const PLAIN_WORD = /^[a-z]+\.?$/
/** `token=...`, `"apiKeySecret": "..."` and the like. */
const NAMED_SECRET =
  /(?<![A-Za-z0-9])((?:[A-Za-z]*[_-]?)?(?:token|secret|password|passwd|api[_-]?key))(["']?\s*[:=]\s*["']?)([^\s"'&,;}\][]{8,})/gi

/** Separators between the digits of a number, including full-width forms and invisible characters. */
const GAP = String.raw`[\s().\-\u00ad\u2010-\u2015\u2212\uff0d\uff08\uff09\uff0e\u200b-\u200f\u2060]{0,3}`
/** At least seven digits of any script, with or without a plus, also after letters, as in `x2025550101`. A plus is `%2B` in a query. */
const NUMBER = new RegExp(
  String.raw`(%2B|(?<![\p{L}\p{Nd}_])[\p{L}_]*)([+\uff0b]?[(\uff08]?\p{Nd}(?:${GAP}\p{Nd}){6,})(?![\p{L}\p{Nd}_])`,
  'giu',
)

/**
 * Removes what a log must not contain: tokens, secrets after their name or scheme, and telephone numbers except their last two
 * digits. Twilio SIDs, dates and IPv4 addresses stay readable.
 */
export function redact(text: string): string {
  const withoutTokens = text.replaceAll(JWT, '[token]')
  return withoutTokens
    .replaceAll(AUTHORIZATION, (whole: string, scheme: string, gap: string, value: string, at: number) =>
      isPlainWords(scheme, value, withoutTokens.slice(0, at)) ? whole : `${scheme}${gap}[secret]`,
    )
    .replaceAll(NAMED_SECRET, (whole: string, name: string, mark: string, value: string) =>
      value.startsWith('[') ? whole : `${name}${mark}[secret]`,
    )
    .replaceAll(NUMBER, (whole: string, before: string, number: string) =>
      isHarmless(`${before}${number}`) ? whole : `${before}…${lastDigits(number)}`,
    )
}

/** Does not apply to a header, where even a plain word is a secret. */
function isPlainWords(scheme: string, value: string, before: string): boolean {
  return scheme.toLowerCase() !== 'bearer' && PLAIN_WORD.test(value) && !/authorization\W{0,6}$/i.test(before)
}

function lastDigits(number: string): string {
  return (number.match(/\p{Nd}/gu) ?? []).slice(-2).join('')
}

/** A SID that happens to have no letters, a date, or an IPv4 address. */
function isHarmless(text: string): boolean {
  return (
    /^[A-Z]{2}\d{32}$/.test(text) ||
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])( \d\d)?$/.test(text) ||
    /^(\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])(\.(\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])){3}$/.test(text)
  )
}
