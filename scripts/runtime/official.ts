import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { projectFolder } from '../lib/project.ts'
import { lastWords, run, type Finished } from '../lib/run.ts'
import { OFFICIAL_VERSION } from './pins.ts'

const DAY_MS = 86_400_000
const npmElectron = join(projectFolder, 'node_modules', 'electron')

/** The executable that npm's electron package has downloaded, or undefined. */
export async function installedOfficial(folder = npmElectron): Promise<string | undefined> {
  try {
    const version = await readFile(join(folder, 'dist', 'version'), 'utf8')
    const name = await readFile(join(folder, 'path.txt'), 'utf8')
    const executable = join(folder, 'dist', name)
    return version.replace(/^v/, '') === OFFICIAL_VERSION && existsSync(executable) ? executable : undefined
  } catch {
    return undefined
  }
}

/**
 * Runs the installer of npm's electron package without output, for at most `timeout` milliseconds.
 * Resolves with the executable, or with the reason why there is none.
 */
export async function downloadOfficial(timeout: number): Promise<{ executable: string } | { why: string }> {
  const done = await run(process.execPath, [join(npmElectron, 'install.js')], { timeout })
  const executable = await installedOfficial()
  if (executable !== undefined) return { executable }
  return { why: done.timedOut ? `no end after ${Math.round(timeout / 1000)} s` : reasonIn(done) }
}

/** The line of its output that names the error; the following lines are the stack. */
function reasonIn(done: Finished): string {
  const named = `${done.stdout}\n${done.stderr}`
    .split('\n')
    .findLast((line) => /^\w*Error\b/.test(line.trim()))
  return named?.trim() ?? lastWords(done, 1)
}

/** A file in the cache that records a failed download, so that not every start tries it again. */
export function failureNote(cache: string, now: () => number) {
  const path = join(cache, `electron-${OFFICIAL_VERSION}-download-failed`)
  return {
    /** Whether the download failed within the last 24 hours. */
    async isFresh(): Promise<boolean> {
      try {
        return now() - (await stat(path)).mtimeMs < DAY_MS
      } catch {
        return false
      }
    },
    async write(why: string): Promise<void> {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, `${why}\n`)
    },
    clear: (): Promise<void> => rm(path, { force: true }),
  }
}
