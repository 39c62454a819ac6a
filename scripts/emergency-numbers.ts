/**
 * Writes common/emergency-numbers.ts from Google's short number metadata. The library is not a dependency: unpack
 * `npm pack google-libphonenumber` anywhere and run `npx tsx scripts/emergency-numbers.ts FOLDER/package`.
 */
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import * as v from 'valibot'
import { format, resolveConfig } from 'prettier'
import { projectFolder } from './lib/project.ts'

/** The longest emergency number in the metadata has six digits. */
const LONGEST = 6
const TARGET = join(projectFolder, 'common', 'emergency-numbers.ts')

const Text = v.string()
const Regions = v.array(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)))
const CallingCode = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999))

/** Calls a method of an object out of JavaScript without types. */
function call(target: unknown, name: string, ...args: readonly unknown[]): unknown {
  if (typeof target !== 'object' && typeof target !== 'function')
    throw new Error(`No object to ask for ${name}.`)
  if (target === null) throw new Error(`Nothing to ask for ${name}.`)
  const method: unknown = Reflect.get(target, name)
  if (typeof method !== 'function') throw new Error(`There is no ${name}; is this google-libphonenumber?`)
  const answer: unknown = Reflect.apply(method, target, args)
  return answer
}

function property(target: unknown, name: string): unknown {
  return typeof target === 'object' && target !== null ? Reflect.get(target, name) : undefined
}

/** Every string of 2 to 6 digits that matches, in order. */
function matches(pattern: string): string[] {
  const whole = new RegExp(`^(?:${pattern})$`)
  const found: string[] = []
  for (let length = 2; length <= LONGEST; length += 1) {
    for (let value = 0; value < 10 ** length; value += 1) {
      const digits = String(value).padStart(length, '0')
      if (whole.test(digits)) found.push(digits)
    }
  }
  return found
}

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Say where the unpacked google-libphonenumber is.')
const load = createRequire(import.meta.url)
const library: unknown = load(resolve(folder))
const version = v.parse(Text, property(load(join(resolve(folder), 'package.json')), 'version'))
const short = call(property(library, 'ShortNumberInfo'), 'getInstance')
const numbers = call(property(library, 'PhoneNumberUtil'), 'getInstance')

const lines = v
  .parse(Regions, call(short, 'getSupportedRegions'))
  .toSorted()
  .flatMap((region) => {
    const emergency = call(call(short, 'getMetadataForRegion_', region), 'getEmergency')
    const pattern = emergency
      ? v.safeParse(Text, call(emergency, 'getNationalNumberPattern')).output
      : undefined
    const found = typeof pattern === 'string' ? matches(pattern) : []
    const code = v.parse(CallingCode, call(numbers, 'getCountryCodeForRegion', region))
    return found.length === 0 ? [] : [`  ${region}: '+${code} ${found.join(' ')}',`]
  })

const source = `/**
 * Each country's calling code and emergency numbers. Made by scripts/emergency-numbers.ts from the short number metadata of
 * google-libphonenumber ${version} (Apache-2.0); to renew it, run that again rather than edit it.
 */
export const EMERGENCY_NUMBERS: Readonly<Record<string, string>> = {
${lines.join('\n')}
}
`
await writeFile(TARGET, await format(source, { ...(await resolveConfig(TARGET)), filepath: TARGET }))
