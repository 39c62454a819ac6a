import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { placeholderFor } from '../../../scripts/lib/without-preflight.ts'

const SDK = join(projectFolder, 'node_modules', '@twilio', 'voice-sdk', 'esm', 'twilio')
const PREFLIGHT = readFileSync(join(SDK, 'preflight', 'preflight.js'), 'utf8')

const sourcesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:js|tsx?)$/.test(file))
    .map((file) => ({ file, code: readFileSync(join(folder, file), 'utf8') }))

test('what is left out does nothing on import, and says so if it is ever made', () => {
  expect(placeholderFor(PREFLIGHT)).toContain("throw new Error('Preflight tests are left out of Offhook.')")
})

test('a preflight test that is written in another way stops the build, in words', () => {
  expect(() => placeholderFor(`${PREFLIGHT}\nexport const another = 1;`)).toThrow('in another way now')
  expect(() => placeholderFor(`${PREFLIGHT}\ndocument.title = 'x';`)).toThrow('in another way now')
})

test('only runPreflight would make one, and nobody calls that', () => {
  const makers = sourcesIn(SDK).filter(({ code }) => /new PreflightTest\(/.test(code))
  expect(makers.map(({ file }) => file)).toEqual(['device.js'])
  expect(makers[0]?.code.match(/new PreflightTest\(/g)).toHaveLength(1)
  const callers = sourcesIn(join(projectFolder, 'src')).filter(({ code }) =>
    /runPreflight|PreflightTest/.test(code),
  )
  expect(callers.map(({ file }) => file)).toEqual([])
})
