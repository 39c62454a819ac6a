import { isAbsolute, relative } from 'node:path'
import type { FeedContents } from './feed-contents.ts'

/** How this Offhook was installed, and so what can replace it. `by-hand`: Offhook only says that there is a new version. */
export type InstallKind = 'appimage' | 'nsis' | 'mac' | 'manual'

type EnvironmentVariables = Readonly<Record<string, string | undefined>>

/**
 * The AppImage that this program (its absolute path) came out of; undefined where it did not. An AppImage says so by the
 * environment, which everything started from it inherits: whoever is started in the terminal of another one is not in it,
 * and must not take that one's file for its own.
 */
export function ownAppImage(
  { APPIMAGE: file, APPDIR: folder }: EnvironmentVariables,
  program: string,
): string | undefined {
  if (!file || !folder) return undefined
  const within = relative(folder, program)
  return within.startsWith('..') || isAbsolute(within) ? undefined : file
}

/**
 * A deb or an rpm belongs to the system's package manager, which would have Offhook ask for the administrator's password; an
 * unpacked archive is wherever somebody put it. Neither is replaced by Offhook.
 */
export function installKind(
  platform: NodeJS.Platform,
  env: EnvironmentVariables,
  program: string,
): InstallKind {
  if (platform === 'win32') return 'nsis'
  if (platform === 'darwin') return 'mac'
  return ownAppImage(env, program) === undefined ? 'manual' : 'appimage'
}

const ENDINGS: Record<InstallKind, string> = {
  appimage: '.AppImage',
  nsis: '.exe',
  mac: '.zip',
  manual: '',
}
const ARCHITECTURES: readonly (readonly [string, RegExp])[] = [
  ['x64', /(^|[-_.])(x64|x86_64|amd64)([-_.]|$)/i],
  ['arm64', /(^|[-_.])(arm64|aarch64)([-_.]|$)/i],
]

/** The one file of a feed that would replace this Offhook, by its name. `arch` as Node says it. */
export function fileFor(
  { files }: FeedContents,
  kind: InstallKind,
  arch: string,
): FeedContents['files'][number] | undefined {
  const right = files.filter(({ url }) => url.endsWith(ENDINGS[kind]))
  const named = (url: string) => ARCHITECTURES.find(([, pattern]) => pattern.test(url))?.[0]
  return right.find(({ url }) => named(url) === arch) ?? right.find(({ url }) => named(url) === undefined)
}
