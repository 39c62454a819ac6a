import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { NOTICES, writeNotices } from './licences/notices.ts'
import { FALLBACK } from '../runtime/pins.ts'
import { projectFolder } from '../lib/project.ts'
import { lastWords, run } from '../lib/run.ts'

const SOURCES = [
  'src',
  'common',
  'token-service',
  'exchange',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
]
/** The last file each of the three builds writes anew, and what is written after them. */
const RESULTS = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html', NOTICES]

/** electron-vite's own program, and the environment that has it build for the oldest Electron we run on. */
export const electronVite = {
  script: join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'),
  env: { ELECTRON_MAJOR_VER: FALLBACK.version.split('.')[0] ?? '' },
} as const

/** Builds the app into out/, with its notices; rejects with the builder's last words, or with a licence's. */
export async function buildApp({ quiet = true, env = process.env } = {}): Promise<void> {
  const done = await run(process.execPath, [electronVite.script, 'build'], {
    cwd: projectFolder,
    env: { ...env, ...electronVite.env },
    stdio: quiet ? 'pipe' : 'inherit',
  })
  if (done.code !== 0) throw new Error(`The app could not be built.\n${lastWords(done, 30)}`)
  await writeNotices()
}

/** Builds only when a source is newer than the last build that succeeded; answers whether it did. */
export async function buildIfStale(log: (line: string) => void): Promise<boolean> {
  const changed = await newestChange(SOURCES.map((name) => join(projectFolder, name)))
  const built = await Promise.all(RESULTS.map((name) => newestChange([join(projectFolder, name)])))
  if (Math.min(...built) > changed) return false
  log('Building Offhook ...')
  await buildApp()
  return true
}

/** The newest change under some paths, in milliseconds since 1970; folders count, so that removals do. */
export async function newestChange(paths: readonly string[]): Promise<number> {
  let newest = 0
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined)
    if (found === undefined) continue
    newest = Math.max(newest, found.mtimeMs)
    if (!found.isDirectory()) continue
    const inside = (await readdir(path)).map((name) => join(path, name))
    newest = Math.max(newest, await newestChange(inside))
  }
  return newest
}
