/** Licences of packages that may be part of Offhook if their text is included. SPDX names. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
])

/** A package that may be used although its licence is not in the list, or is not an SPDX name. */
type Exception = { licence: string; because: string }

export const EXCEPTIONS: Readonly<Record<string, Exception>> = {
  'pause-stream': {
    licence: 'MIT, Apache2',
    because:
      'its package.json holds both names in an old form; its LICENSE file gives the choice between them',
  },
  mediabunny: {
    licence: 'MPL-2.0',
    because: 'werift needs it to write recordings, which Offhook never does: it is installed and not shipped',
  },
}

/** The licence in a package.json as one line. Old packages have an object or a list there. */
export function licenceText(licence: unknown): string {
  if (typeof licence === 'string') return licence.trim()
  if (Array.isArray(licence)) return licence.map(licenceText).join(', ')
  if (typeof licence === 'object' && licence !== null && 'type' in licence) return licenceText(licence.type)
  return ''
}

/** Returns a message if the licence of a package does not allow to ship it. */
export function licenceViolation(name: string, licence: unknown): string | undefined {
  const text = licenceText(licence)
  if (isAllowed(text) || EXCEPTIONS[name]?.licence === text) return undefined
  const what = text === '' ? 'names no licence' : `is under "${text}"`
  return `${name} ${what}, which scripts/build/licences/policy.ts does not allow. Remove the package, or add an exception with a reason there.`
}

/** Whether an SPDX expression is allowed: one side of an OR, both of an AND. WITH and nesting are not supported. */
export function isAllowed(expression: string): boolean {
  const bare = /^\(([^()]*)\)$/.exec(expression)?.[1] ?? expression
  return bare.split(' OR ').some((side) => side.split(' AND ').every((name) => ALLOWED.has(name.trim())))
}
