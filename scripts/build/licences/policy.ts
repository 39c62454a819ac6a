/** Licences that let the code be shipped inside Offhook as long as their text goes along. SPDX names. */
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

/** A package that may be used although its licence is not in the list, or is not written as it should be. */
type Exception = { says: string; because: string }

export const EXCEPTIONS: Readonly<Record<string, Exception>> = {
  'pause-stream': {
    says: 'MIT, Apache2',
    because:
      'its package.json holds both names in an old form; its LICENSE file gives the choice between them',
  },
  mediabunny: {
    says: 'MPL-2.0',
    because: 'werift needs it to write recordings, which Offhook never does: it is installed and not shipped',
  },
}

/** What package.json says of a licence, as one line; old packages hold an object or a list. */
export function licenceWords(said: unknown): string {
  if (typeof said === 'string') return said.trim()
  if (Array.isArray(said)) return said.map(licenceWords).join(', ')
  if (typeof said === 'object' && said !== null && 'type' in said) return licenceWords(said.type)
  return ''
}

/** Why a package must not be shipped, in words; undefined when it may. */
export function objection(name: string, said: unknown): string | undefined {
  const words = licenceWords(said)
  if (permits(words) || EXCEPTIONS[name]?.says === words) return undefined
  const what = words === '' ? 'says no licence' : `is under "${words}"`
  return `${name} ${what}, which scripts/build/licences/policy.ts does not allow. Do without it, or write down there why it may stay.`
}

/** Whether an SPDX expression lets us: one side of an OR, both of an AND. WITH and nesting are not understood. */
export function permits(expression: string): boolean {
  const bare = /^\(([^()]*)\)$/.exec(expression)?.[1] ?? expression
  return bare.split(' OR ').some((side) => side.split(' AND ').every((name) => ALLOWED.has(name.trim())))
}
