import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readManifest } from '../../../scripts/lib/lockfile.ts'
import { projectFolder } from '../../../scripts/lib/project.ts'

const FOLDERS = ['', 'docs', 'docs/decisions', 'token-service', 'exchange']
const pages = FOLDERS.flatMap((folder) =>
  readdirSync(join(projectFolder, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
)
const { scripts } = await readManifest()
const textOf = (page: string): string => readFileSync(join(projectFolder, page), 'utf8')

/** What GitHub makes of headings, to link to. */
function anchorsOf(page: string): string[] {
  return [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Links of a page that lead nowhere in this project. */
function deadLinks(page: string): string[] {
  return [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return []
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? page : join(dirname(page), path)
    if (!existsSync(join(projectFolder, target))) return [link]
    return anchor === undefined || anchorsOf(target).includes(anchor) ? [] : [link]
  })
}

describe('the pages', () => {
  it.each(pages)('%s leads nowhere that is not there', (page) => {
    expect(deadLinks(page)).toEqual([])
  })

  it.each(pages)('%s names no command that is not there', (page) => {
    const named = [...textOf(page).matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g)]
    expect(named.flatMap(([, name = '']) => (name in scripts ? [] : [name]))).toEqual([])
  })

  it('name what is there', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/releasing.md']))
    expect(anchorsOf('docs/releasing.md')).toContain('for-administrators')
  })
})
