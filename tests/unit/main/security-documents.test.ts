import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectFolder } from '../../../scripts/lib/project.ts'

const CHECKLIST = 'docs/security-checklist.md'
/** Electron's list. Source: https://www.electronjs.org/docs/latest/tutorial/security */
const ITEMS = [
  'Only load secure content',
  'Do not enable Node.js integration for remote content',
  'Enable context isolation in all renderers',
  'Enable process sandboxing',
  'Handle session permission requests from remote content',
  'Do not disable webSecurity',
  'Define a Content Security Policy',
  'Do not set allowRunningInsecureContent to true',
  'Do not enable experimental features',
  'Do not use enableBlinkFeatures',
  'Do not use allowpopups for WebViews',
  'Verify WebView options and params',
  'Disable or limit navigation',
  'Disable or limit creation of new windows',
  'Do not use shell.openExternal with untrusted content',
  'Use a current version of Electron',
  'Validate the sender of all IPC messages',
  'Avoid usage of the file:// protocol',
  'Check which fuses you can change',
  'Do not expose Electron APIs to untrusted web content',
]

/** `[e2e](../tests/x.spec.ts): _the title_`, wherever it stands. */
const EVIDENCE = /\]\(([\w./-]*tests\/[\w./-]+)\):\s+_([^_]+)_/g
const read = (file: string) => readFileSync(join(projectFolder, file), 'utf8')
const evidenceIn = (text: string) =>
  [...text.matchAll(EVIDENCE)].map(([, file = '', title = '']) => ({ file, title }))

const rows = read(CHECKLIST)
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, number]) => /^\d+$/.test(number ?? ''))

describe('the security checklist', () => {
  test('has every item of Electron’s list, in its order', () => {
    expect(rows.map(([, number, item]) => `${number} ${item}`)).toEqual(
      ITEMS.map((item, index) => `${index + 1} ${item}`),
    )
  })

  test.each(rows)('%s%s %s: has a test or a reason', (...cells) => {
    const shown = cells[4] ?? ''
    expect(evidenceIn(shown).length > 0 || shown.includes('Reason')).toBe(true)
  })
})

describe.each([CHECKLIST, 'SECURITY.md'])('%s', (document) => {
  test('points at tests that there are, by their titles', () => {
    const evidence = evidenceIn(read(document))
    expect(evidence.length).toBeGreaterThan(15)
    const missing = evidence.filter(({ file, title }) => {
      const text = read(join(dirname(document), file))
      return !text.includes(title)
    })
    expect(missing).toEqual([])
  })

  test('points at no test in any other way', () => {
    const links = read(document).match(/\]\([\w./-]*tests\//g) ?? []
    expect(evidenceIn(read(document))).toHaveLength(links.length)
  })
})

/** What Electron's list warns of, and what would let text become code. */
const WARNED_OF = [
  /openExternal/,
  /openPath/,
  /executeJavaScript/,
  /loadFile\(/,
  /['"`]file:\/\//,
  /(enable|disable)BlinkFeatures/,
  /nodeIntegration\w*: true/,
  /webSecurity: false/,
  /contextIsolation: false/,
  /sandbox: false/,
  /allowRunningInsecureContent: true/,
  /webviewTag: true|<webview/,
  /bypassCSP|ignore-certificate-errors/,
  /innerHTML|outerHTML|insertAdjacentHTML|document\.write/,
]

/** Seen, and harmless. */
const KNOWN = [
  // These are removed from the command line.
  "main/app/switches.ts: 'ignore-certificate-errors',",
  "main/app/switches.ts: 'ignore-certificate-errors-spki-list',",
  // It opens a file of the program itself, and nothing that a page says goes into it.
  'main/start/answers.ts: open: (file) => shell.openPath(file),',
]

test('the sources use nothing that the checklist warns of', async () => {
  const names = await readdir(join(projectFolder, 'src'), { recursive: true })
  const sources = names.filter((name) => /\.(tsx?|html)$/.test(name))
  expect(sources.length).toBeGreaterThan(100)
  const found: string[] = []
  for (const name of sources) {
    const text = await readFile(join(projectFolder, 'src', name), 'utf8')
    for (const line of text.split('\n'))
      if (WARNED_OF.some((pattern) => pattern.test(line))) found.push(`${name}: ${line.trim()}`)
  }
  expect(found.toSorted()).toEqual(KNOWN)
})
