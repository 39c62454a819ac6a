import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { stateNames } from '../../support/visual-states/states/index.ts'
import { KEPT_SCREENSHOTS } from '../../screenshots/kept-screenshots.ts'

/** The demo takes it of the whole desktop. */
const OTHERS = ['desktop-ringing.png', 'README.md']

test('every kept screenshot shows an existing state', () => {
  expect(Object.keys(KEPT_SCREENSHOTS).filter((state) => !stateNames.includes(state))).toEqual([])
})

test('docs/screenshots contains the kept screenshots, light and dark, and no others', () => {
  const named = Object.keys(KEPT_SCREENSHOTS).flatMap((state) => [`${state}-dark.png`, `${state}-light.png`])
  const there = readdirSync(join(projectFolder, 'docs', 'screenshots'))
  expect(there.toSorted()).toEqual([...named, ...OTHERS].toSorted())
})
