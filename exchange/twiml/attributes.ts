import { webAddress } from '../webhooks/web-address.ts'
import type { Method } from '../webhooks/webhooks.ts'
import type { Element } from './parse.ts'
import type { VerbContext } from './verb-context.ts'

/** The maximum length of an invalid value in the log. */
const MAX_SHOWN = 40

/**
 * The attributes of one element, by name. An invalid value is logged when it is read and replaced by the fallback, as at Twilio.
 */
export interface Attributes<N extends string> {
  /** Trimmed; undefined when it is absent or empty. */
  text(name: N): string | undefined
  /** A whole number, clamped to the range from `min` to `max`. */
  number(name: N, fallback: number, min: number, max: number): number
  /** `true` or `false`, in any case; false when absent. */
  boolean(name: N): boolean
  /** GET or POST, in any case; POST when absent. */
  method(name: N): Method
  oneOf<V extends string>(name: N, values: readonly V[], fallback: V): V
  /** An absolute URL that the exchange may request; relative ones are resolved against the document's. */
  address(name: N): string | undefined
}

type SkipContext = Pick<VerbContext, 'base' | 'skipped'>

/**
 * Reads the attributes of an element. Those in `ignored` (name and reason) are logged with their reason, and those in neither list
 * are logged as unknown.
 */
export function attributesOf<const N extends string>(
  element: Element,
  { base, skipped }: SkipContext,
  supported: readonly N[],
  ignored: Readonly<Record<string, string>> = {},
): Attributes<N> {
  const name = (attribute: string, why: string): void => skipped(`${element.name} ${attribute}`, why)
  const wrong = (attribute: string, wanted: string): void =>
    name(attribute, `${shown(element.attributes[attribute] ?? '')} is ignored: it must be ${wanted}`)

  const known: readonly string[] = supported
  for (const given of Object.keys(element.attributes)) {
    if (known.includes(given)) continue
    const reason = Object.hasOwn(ignored, given) ? ignored[given] : undefined
    name(given, reason ?? unknown(given, [...known, ...Object.keys(ignored)]))
  }

  function text(attribute: N): string | undefined {
    const value = element.attributes[attribute]?.trim()
    return value === '' ? undefined : value
  }

  function oneOf<V extends string>(attribute: N, values: readonly V[], fallback: V): V {
    const given = text(attribute)?.toLowerCase()
    if (given === undefined) return fallback
    const value = values.find((one) => one.toLowerCase() === given)
    if (value === undefined) wrong(attribute, values.join(' or '))
    return value ?? fallback
  }

  return {
    text,
    oneOf,
    number(attribute, fallback, min, max) {
      const given = text(attribute)
      if (given === undefined) return fallback
      if (!/^\d+$/.test(given)) {
        wrong(attribute, `a whole number of ${min} to ${max}`)
        return fallback
      }
      const value = Math.min(max, Math.max(min, Number(given)))
      if (value !== Number(given)) name(attribute, `${shown(given)} becomes ${value}`)
      return value
    },
    boolean: (attribute) => oneOf(attribute, ['false', 'true'], 'false') === 'true',
    method: (attribute) => oneOf(attribute, ['POST', 'GET'], 'POST'),
    address(attribute) {
      const given = text(attribute)
      if (given === undefined) return undefined
      try {
        return webAddress(given, base).href
      } catch {
        name(attribute, 'it is ignored: it must be an https address, or http on this machine')
        return undefined
      }
    },
  }
}

/** Logs the children of an element that are not in `known`, and its own text if that is not read. */
export function logUnknownChildren(
  element: Element,
  { skipped }: Pick<VerbContext, 'skipped'>,
  known: readonly string[],
  textIsRead: boolean,
): void {
  for (const child of element.children)
    if (!known.includes(child.name)) skipped(`${element.name} ${child.name}`, 'this noun is not supported')
  if (!textIsRead && element.text !== '')
    skipped(`${element.name} text`, 'the text in this element is not read')
}

function unknown(given: string, known: readonly string[]): string {
  const meant = known.find((one) => one.toLowerCase() === given.toLowerCase())
  if (meant !== undefined) return `it is ignored: names are case-sensitive, and this one is ${meant}`
  return 'this attribute is not supported'
}

function shown(value: string): string {
  return JSON.stringify(value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value)
}
