import type { Element } from './parse.ts'

/** A whole number from an attribute, held within its limits; anything else is the default. */
export function numberAttribute(
  element: Element,
  name: string,
  fallback: number,
  min: number,
  max: number,
): number {
  const words = element.attributes[name]?.trim()
  if (words === undefined || !/^\d+$/.test(words)) return fallback
  return Math.min(max, Math.max(min, Number(words)))
}

/** `true` in any case; everything else is false. */
export function booleanAttribute(element: Element, name: string): boolean {
  return element.attributes[name]?.trim().toLowerCase() === 'true'
}

export function methodAttribute(element: Element, name = 'method'): 'GET' | 'POST' {
  return element.attributes[name]?.trim().toUpperCase() === 'GET' ? 'GET' : 'POST'
}

/** An attribute that says something: trimmed, and undefined when it is empty. */
export function wordsAttribute(element: Element, name: string): string | undefined {
  const words = element.attributes[name]?.trim()
  return words === '' ? undefined : words
}
