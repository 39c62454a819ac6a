import { existsSync, readFileSync } from 'node:fs'
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

const read = (file: string) => readFileSync(join(projectFolder, file), 'utf8')

/** The test files that a text links to, relative to the document. */
const testFilesIn = (text: string) =>
  [...text.matchAll(/\]\(([\w./-]*tests\/[\w./-]+)\)/g)].map(([, file = '']) => file)

const rows = read(CHECKLIST)
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, number]) => /^\d+$/.test(number ?? ''))

describe('the security checklist', () => {
  test('has every item of Electron’s list in its order', () => {
    expect(rows.map(([, number, item]) => `${number} ${item}`)).toEqual(
      ITEMS.map((item, index) => `${index + 1} ${item}`),
    )
  })

  test.each(rows)('%srow %s, "%s", links to a test or gives a reason', (...cells) => {
    const shown = cells[4] ?? ''
    expect(testFilesIn(shown).length > 0 || shown.includes('Reason')).toBe(true)
  })
})

describe.each([CHECKLIST, 'SECURITY.md'])('%s', (document) => {
  test('links only to test files that exist', () => {
    const files = testFilesIn(read(document))
    expect(files.length).toBeGreaterThan(15)
    const missing = files.filter((file) => !existsSync(join(projectFolder, dirname(document), file)))
    expect(missing).toEqual([])
  })
})

test('every attack in SECURITY.md that is prevented has a test', () => {
  const attacks = read('SECURITY.md').split('\n- ').slice(1)
  const prevented = attacks.filter((attack) => attack.startsWith('**'))
  expect(prevented.length).toBeGreaterThan(30)
  expect(prevented.filter((attack) => testFilesIn(attack).length === 0)).toEqual([])
})

/** What Electron's list warns about, and what could turn text into code. */
const DANGEROUS = [
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

/** Lines that were reviewed and are safe. */
const REVIEWED = [
  // These switches are removed from the command line.
  "'ignore-certificate-errors',",
  "'ignore-certificate-errors-spki-list',",
  // Opens a file of the program itself. The path does not depend on a message from a page.
  'open: (file) => shell.openPath(file),',
]

test('the sources use nothing that the checklist warns about', async () => {
  const names = await readdir(join(projectFolder, 'src'), { recursive: true })
  const sources = names.filter((name) => /\.(tsx?|html)$/.test(name))
  expect(sources.length).toBeGreaterThan(100)
  const found: string[] = []
  for (const name of sources) {
    const text = await readFile(join(projectFolder, 'src', name), 'utf8')
    for (const line of text.split('\n'))
      if (DANGEROUS.some((pattern) => pattern.test(line))) found.push(line.trim())
  }
  expect(found.toSorted()).toEqual(REVIEWED)
})
