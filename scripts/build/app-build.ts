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
  'bundled-servers',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
]
/** The last file that each of the three builds writes, and what is written after them. */
const RESULTS = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html', NOTICES]

/** The program of electron-vite, and the environment that makes it build for the oldest supported Electron. */
export const electronVite = {
  script: join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'),
  env: { ELECTRON_MAJOR_VER: FALLBACK.version.split('.')[0] ?? '' },
} as const

/** Builds the app into out/, with its notices. Rejects with the last output of the builder, or if a licence is not allowed. */
export async function buildApp({ silent = true, env = process.env } = {}): Promise<void> {
  const done = await run(process.execPath, [electronVite.script, 'build'], {
    cwd: projectFolder,
    env: { ...env, ...electronVite.env },
    stdio: silent ? 'pipe' : 'inherit',
  })
  if (done.code !== 0) throw new Error(`The app could not be built.\n${lastWords(done, 30)}`)
  await writeNotices()
}

/** Builds if a source is newer than the last successful build. Returns whether it did. */
export async function buildIfStale(log: (line: string) => void): Promise<boolean> {
  const changed = await newestChange(SOURCES.map((name) => join(projectFolder, name)))
  const built = await Promise.all(RESULTS.map((name) => newestChange([join(projectFolder, name)])))
  if (Math.min(...built) > changed) return false
  log('Building Offhook ...')
  await buildApp()
  return true
}

/** The newest change under some paths, in milliseconds since 1970. Folders count too, because a removal changes them. */
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
