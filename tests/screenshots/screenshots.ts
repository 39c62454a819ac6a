import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright'
import * as v from 'valibot'
import { developmentRuntime } from '../support/app/development-runtime.ts'
import { startDesktop } from '../support/desktop/desktop.ts'
import { buildVisualStates } from '../support/visual-states/build.ts'
import { KEPT_SCREENSHOTS } from './kept-screenshots.ts'
import { SIZE, takeScreenshots, THEMES } from './take-screenshot.ts'
import { serveFolder } from '../support/visual-states/serve.ts'
import { openVisualStatesWindow, setSize } from '../support/visual-states/window.ts'
import { runMain } from '../../scripts/lib/is-main.ts'
import { projectFolder } from '../../scripts/lib/project.ts'
import { ensureSystem } from '../../scripts/run/system/ensure-system.ts'

const NamesSchema = v.pipe(v.array(v.string()), v.minLength(1))

const USAGE = `npm run screenshots [-- OPTIONS] [-- STATE ...]
Takes the screenshots of docs/screenshots, or those of the named states, and writes their index. The end-to-end test
ui-screenshots compares them with the application.
  --all    every state of the window, or the named states, into out/screenshots
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
  const runtime = await developmentRuntime()
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
    console.log(`${count} screenshots in ${folder}, taken with ${runtime.line}`)
  } finally {
    await desktop.stop()
    await site.close()
    await rm(built, { recursive: true, force: true })
  }
  return 0
})

/** Takes screenshots of the states in `wanted`, or of all states if it is empty. Throws if there is no such state. */
async function captureAll(
  page: Page,
  url: string,
  folder: string,
  wanted: readonly string[],
): Promise<number> {
  await mkdir(folder, { recursive: true })
  await setSize(page, SIZE.width, SIZE.height, SIZE.scale)
  await page.goto(`${url}/?state=registered`)
  const names = v.parse(NamesSchema, await page.evaluate('window.visualStates.names'))
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length > 0)
    throw new Error(`No such state: ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
  let count = 0
  for (const name of wanted.length > 0 ? wanted : names) {
    const screenshots = await takeScreenshots(page, url, name)
    for (const theme of THEMES) {
      await writeFile(join(folder, `${name}-${theme}.png`), screenshots[theme])
      count += 1
    }
  }
  return count
}

/** The index of docs/screenshots: each screenshot with its caption. */
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
