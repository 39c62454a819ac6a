import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readManifest } from '../../../scripts/lib/lockfile.ts'
import { projectFolder } from '../../../scripts/lib/project.ts'

const FOLDERS = ['.github', 'build', 'common', 'docs', 'exchange', 'scripts', 'src', 'tests', 'token-service']

const exists = (path: string) => existsSync(join(projectFolder, path))

const markdown = [
  ...readdirSync(projectFolder).filter((name) => name.endsWith('.md')),
  ...FOLDERS.filter(exists).flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true })
      .map((name) => `${folder}/${String(name)}`)
      .filter((name) => name.endsWith('.md') && !name.includes('node_modules')),
  ),
]
const { scripts } = await readManifest()
const read = (file: string) => readFileSync(join(projectFolder, file), 'utf8')

/** The text without fenced code blocks. */
const prose = (text: string) => text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '')

/** GitHub's anchor of a heading. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-')

const anchorsIn = (file: string) =>
  [...prose(read(file)).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchor(heading))

/** Relative link targets and image sources. */
const targetsIn = (text: string) =>
  [...prose(text).matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)]
    .map(([, link, image]) => link ?? image ?? '')
    .filter((target) => !/^[a-z]+:/.test(target))

/** Code spans that are a path of the repository, such as `src/main/index.ts`. */
const pathsIn = (text: string) =>
  [...prose(text).matchAll(/`([^`\n]+)`/g)]
    .map(([, span = '']) => span.replace(/\/$/, ''))
    .filter((span) => FOLDERS.includes(span.split('/')[0] ?? '') && /^[\w.-]+(\/[\w.@-]+)+$/.test(span))

describe.each(markdown)('%s', (file) => {
  const text = read(file)

  test('links only to files and headings that exist', () => {
    const broken = targetsIn(text).filter((target) => {
      const [path = '', heading] = target.split('#')
      const linked = path === '' ? file : join(dirname(file), path)
      if (!exists(linked)) return true
      return heading !== undefined && linked.endsWith('.md') && !anchorsIn(linked).includes(heading)
    })
    expect(broken).toEqual([])
  })

  test('names only paths of the repository that exist', () => {
    expect(pathsIn(text).filter((path) => !exists(path))).toEqual([])
  })

  test('names only npm scripts that exist', () => {
    const named = [...text.matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })
})

test('every decision record has a number of its own and is listed in docs/decisions/README.md', () => {
  const index = read('docs/decisions/README.md')
  const records = readdirSync(join(projectFolder, 'docs/decisions')).filter((name) => /^\d{4}-/.test(name))
  expect(records.length).toBeGreaterThan(20)
  expect(records.filter((name) => !index.includes(`](${name})`))).toEqual([])
  expect(new Set(records.map((name) => name.slice(0, 4))).size).toBe(records.length)
})
