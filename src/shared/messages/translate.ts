import type { GetICUArgs } from '@schummar/icu-type-parser'
import { IntlMessageFormat, PART_TYPE } from 'intl-messageformat'
import { en } from './en/index.ts'

type English = typeof en
/** The key of a message: `subject.thing` or `subject.thing.code`. */
export type MessageKey = keyof English

export function isMessageKey(key: string): key is MessageKey {
  return key in en
}

type Params<K extends MessageKey, Argument> = GetICUArgs<
  English[K],
  { ICUArgument: Argument; ICUNumberArgument: number; ICUDateArgument: number }
>
/** No second parameter for a message without arguments. */
type ParamsOf<K extends MessageKey, Argument> = K extends MessageKey
  ? keyof Params<K, Argument> extends never
    ? []
    : [params: Params<K, Argument>]
  : never

type FormatSource = ConstructorParameters<typeof IntlMessageFormat>[0]
/** ICU text, or the same parsed at build time. */
type MessageSource = Exclude<FormatSource, string> | string
/** A language. A missing message is shown in English. */
export type Catalogue = Readonly<Partial<Record<MessageKey, MessageSource>>>

interface Language {
  readonly catalogue: Catalogue
  /** BCP 47; for plurals, numbers and dates. */
  readonly locale: string
}

const ENGLISH: Language = { catalogue: en, locale: 'en' }
let language = ENGLISH
/** Messages with parameters, parsed on first use. */
let formats = new Map<MessageKey, IntlMessageFormat>()

/** Selects the language of this process. Call it before the first message is translated. */
export function setLanguage(next: Language): void {
  language = next
  formats = new Map()
}

/** BCP 47 tag of the language of the messages. */
export function messageLocale(): string {
  return language.locale
}

/** The message in the language of this process. */
export function t<K extends MessageKey>(key: K, ...[params]: ParamsOf<K, string | number>): string {
  const source = sourceOf(key)
  if (isPlain(source)) return source
  return String(formatOf(key, source).format({ ...params }))
}

/** The parts of a message whose parameters may be other values than text, for example React nodes. */
export function messageParts<K extends MessageKey, V>(
  key: K,
  ...[params]: ParamsOf<K, V | string | number>
): readonly (V | string)[] {
  const source = sourceOf(key)
  if (isPlain(source)) return [source]
  return formatOf(key, source)
    .formatToParts<V>({ ...params })
    .map((part) => (part.type === PART_TYPE.literal ? part.value : part.value))
}

function sourceOf(key: MessageKey): MessageSource {
  return language.catalogue[key] ?? en[key]
}

/** Nine messages of ten have no parameter. They need no parser. */
function isPlain(source: MessageSource): source is string {
  return typeof source === 'string' && !source.includes('{')
}

function formatOf(key: MessageKey, source: MessageSource): IntlMessageFormat {
  let format = formats.get(key)
  if (!format) {
    const locale = key in language.catalogue ? language.locale : ENGLISH.locale
    format = new IntlMessageFormat(source, locale, undefined, { ignoreTag: true })
    formats.set(key, format)
  }
  return format
}
