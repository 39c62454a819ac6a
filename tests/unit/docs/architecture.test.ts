import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '../../../scripts/lib/project.ts'

const page = readFileSync(join(projectFolder, 'docs/architecture.md'), 'utf8')

/** The steps of the traces: tables with the columns number, file, names, step. */
const steps = page
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, number]) => /^\d+$/.test(number ?? ''))
  .map(([, , file = '', names = '']) => ({ file: file.replaceAll('`', ''), names }))

test('docs/architecture.md has three traces', () => {
  expect(page.match(/^## Trace \d: /gm)).toHaveLength(3)
  expect(steps.length).toBeGreaterThan(40)
})

test.each(steps)('the file $file of a trace contains $names', ({ file, names }) => {
  expect(existsSync(join(projectFolder, file))).toBe(true)
  const text = readFileSync(join(projectFolder, file), 'utf8')
  const wanted = [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)
  expect(wanted.length).toBeGreaterThan(0)
  expect(wanted.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([])
})
