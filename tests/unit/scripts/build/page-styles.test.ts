import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { styleName } from '../../../../scripts/build/page-styles.ts'
import { projectFolder } from '../../../../scripts/lib/project.ts'

test('a class is named after its file and itself', () => {
  expect(styleName('name', '/src/ui/calls/call-card.module.css?used')).toBe('call-card_name')
})

test('no two files of styles share a name, or their classes would', () => {
  const files = readdirSync(join(projectFolder, 'src', 'renderer'), { recursive: true, encoding: 'utf8' })
  const names = files.filter((file) => file.endsWith('.module.css')).map((file) => basename(file))
  expect(names.length).toBeGreaterThan(30)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})
