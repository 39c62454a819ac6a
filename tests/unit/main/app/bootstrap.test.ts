import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const source = await readFile(new URL('../../../../src/main/app/bootstrap.ts', import.meta.url), 'utf8')
/** The body of `bootstrap` without comments, strings and the keys of objects. */
const body = source
  .slice(source.indexOf('export function bootstrap('))
  .replaceAll(/\/\*[^]*?\*\/|\/\/.*|'[^']*'|\b\w+:\s/g, '')

test('bootstrap uses no service above its declaration, not even in a callback', () => {
  const names = [...body.matchAll(/^ {2}const (\{[^}]*\}|\w+) =/gm)].flatMap(({ 1: target = '', index }) =>
    [...target.matchAll(/\w+/g)].map(([name]) => ({ name, index })),
  )
  expect(names.length).toBeGreaterThan(30)
  const above = names.filter(({ name, index }) =>
    new RegExp(`(?<!\\.)\\b${name}\\b`).test(body.slice(0, index)),
  )
  expect(above).toEqual([])
})

test('bootstrap passes every dependency by name, without spreads', () => {
  expect(body).not.toContain('...')
})
