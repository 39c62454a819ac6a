import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { leanIcon } from '../../../scripts/lib/lean-icons.ts'
import { projectFolder } from '../../../scripts/lib/project.ts'

const LUCIDE = join(projectFolder, 'node_modules', 'lucide-react', 'dist', 'esm')
const read = (name: string) => readFileSync(join(LUCIDE, name), 'utf8')

test('an icon keeps its shapes, and nothing else', () => {
  expect(
    leanIcon(read('icons/rotate-ccw-clock.mjs'), 'rotate-ccw-clock').split('\n').slice(1).join('\n'),
  ).toBe(
    `export default /* @__PURE__ */ iconOf([
    ["path", { d: "M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8" }],
    ["path", { d: "M3 3v5h5" }],
    ["path", { d: "M12 7v5l4 2" }]
  ])
`,
  )
})

test('an older name still hands on the newer one', () => {
  expect(leanIcon(read('icons/history.mjs'), 'history')).toContain("from './rotate-ccw-clock.mjs'")
})

test('every icon of the set can be made lean, whichever the views take', () => {
  const icons = readdirSync(join(LUCIDE, 'icons')).filter((name) => /^(?!index\.).*\.mjs$/.test(name))
  const heavy = icons.filter((name) =>
    /\bkey: |aliases|createLucideIcon/.test(leanIcon(read(`icons/${name}`), name)),
  )
  expect(icons.length).toBeGreaterThan(1_000)
  expect(heavy).toEqual([])
})

test('an icon that is written in another way stops the build, in words', () => {
  expect(() => leanIcon('export default 1', 'phone.mjs')).toThrow(
    'lucide-react writes its icons in another way now',
  )
})
