import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { styleName } from '../../../../scripts/build/page-styles.ts'
import { projectFolder } from '../../../../scripts/lib/project.ts'

test('the name of a class contains its file and its own name', () => {
  expect(styleName('name', '/src/ui/calls/call-card.module.css?used')).toBe('call-card_name')
})

test('style files have unique names, so that their classes do', () => {
  const files = readdirSync(join(projectFolder, 'src', 'renderer'), { recursive: true, encoding: 'utf8' })
  const names = files.filter((file) => file.endsWith('.module.css')).map((file) => basename(file))
  expect(names.length).toBeGreaterThan(30)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})
