import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright'
import * as v from 'valibot'
import { startDesktop } from '../support/desktop/desktop.ts'
import { buildVisualStates } from '../support/visual-states/build.ts'
import { KEPT_SCREENSHOTS } from './kept-screenshots.ts'
import { serveFolder } from '../support/visual-states/serve.ts'
import { openVisualStatesWindow, setSize } from '../support/visual-states/window.ts'
import { runMain } from '../../scripts/lib/is-main.ts'
import { projectFolder } from '../../scripts/lib/project.ts'
import { ensureElectron } from '../../scripts/runtime/ensure-electron.ts'
import { ensureSystem } from '../../scripts/run/system/ensure-system.ts'

const NamesSchema = v.pipe(v.array(v.string()), v.minLength(1))

const USAGE = `npm run screenshots [-- OPTIONS] [-- STATE ...]
Takes the pictures of docs/screenshots and writes their index, or takes some of them anew.
  --all    every state of the window, or those named, into out/screenshots
  --help`

await runMain(import.meta.url, async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { all: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const runtime = await ensureElectron()
  await ensureSystem({ purposes: ['start', 'tests'], executable: runtime.executable })
  const built = await mkdtemp(join(tmpdir(), 'offhook-visual-states-'))
  await buildVisualStates(built)
  const site = await serveFolder(built)
  const desktop = await startDesktop()
  try {
    const { page, close } = await openVisualStatesWindow({ executable: runtime.executable, env: desktop.env })
    const folder = join(projectFolder, values.all ? 'out' : 'docs', 'screenshots')
    const kept = values.all ? [] : Object.keys(KEPT_SCREENSHOTS)
    const count = await captureAll(page, site.url, folder, positionals.length > 0 ? positionals : kept)
    await close()
    if (!values.all) await writeFile(join(folder, 'README.md'), index())
    console.log(`${count} pictures in ${folder}, taken in ${runtime.line}`)
  } finally {
    await desktop.stop()
    await site.close()
    await rm(built, { recursive: true, force: true })
  }
  return 0
})

/** Takes the states in `wanted`, or every one where none is named. Throws for one that there is not. */
async function captureAll(
  page: Page,
  url: string,
  folder: string,
  wanted: readonly string[],
): Promise<number> {
  await mkdir(folder, { recursive: true })
  await setSize(page, 380, 660, 2)
  await page.goto(`${url}/?state=registered`)
  const names = v.parse(NamesSchema, await page.evaluate('window.visualStates.names'))
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length > 0)
    throw new Error(`No such state: ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
  let count = 0
  for (const name of wanted.length > 0 ? wanted : names) {
    for (const theme of ['light', 'dark']) {
      await page.goto(`${url}/?state=${name}&theme=${theme}`)
      await page.waitForSelector(`html[data-shown="${name}"]`)
      // Out of the way: what the pointer rests on looks hovered.
      await page.mouse.move(0, 0)
      const clip = await sizeOf(page)
      await page.screenshot({
        ...(clip && { clip }),
        path: join(folder, `${name}-${theme}.png`),
        animations: 'disabled',
        caret: 'hide',
      })
      count += 1
    }
  }
  return count
}

/** States that do not fill the window say how large they are, as `360x144` CSS pixels. */
async function sizeOf(page: Page) {
  const size = await page.locator('html').getAttribute('data-size')
  const [width, height] = (size ?? '').split('x').map(Number)
  return width && height ? { x: 0, y: 0, width, height } : undefined
}

/** A page that shows them all, each with what it shows. */
function index(): string {
  const rows = Object.entries(KEPT_SCREENSHOTS).map(([name, caption]) => {
    const picture = (theme: string) =>
      `<img src="${name}-${theme}.png" width="285" alt="${caption}, ${theme}">`
    return `## ${caption}\n\n${picture('light')} ${picture('dark')}\n`
  })
  return ['# Every screen', 'Made by `npm run screenshots`.\n', ...rows]
    .join('\n\n')
    .replaceAll(/\n{3,}/g, '\n\n')
}
