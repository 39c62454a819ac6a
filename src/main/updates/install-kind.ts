import { isAbsolute, relative } from 'node:path'
import type { FeedContents } from './feed-contents.ts'

/** How Offhook was installed, and so what can replace it. `by-hand`: Offhook only reports that a new version exists. */
export type InstallKind = 'appimage' | 'nsis' | 'mac' | 'manual'

type EnvironmentVariables = Readonly<Record<string, string | undefined>>

/**
 * The AppImage that contains this program (an absolute path); undefined if none does. An AppImage sets an environment variable,
 * which every program started from it inherits, so the path of the program is compared too.
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
 * A deb or rpm package belongs to the package manager of the system, which would require the password of the administrator. An
 * unpacked archive may be in any folder. Offhook replaces neither.
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

/** The file of a feed that would replace this installation, by its name. `arch` as in Node. */
export function fileFor(
  { files }: FeedContents,
  kind: InstallKind,
  arch: string,
): FeedContents['files'][number] | undefined {
  const right = files.filter(({ url }) => url.endsWith(ENDINGS[kind]))
  const named = (url: string) => ARCHITECTURES.find(([, pattern]) => pattern.test(url))?.[0]
  return right.find(({ url }) => named(url) === arch) ?? right.find(({ url }) => named(url) === undefined)
}
