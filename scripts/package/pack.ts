import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Configuration } from 'electron-builder'
import * as v from 'valibot'
import { projectFolder } from '../lib/project.ts'
import { OFFICIAL_VERSION } from '../runtime/pins.ts'
import { ensureElectron } from '../runtime/ensure-electron.ts'
import { afterPack } from './after-pack.ts'
import { libraryFaults, systemLibraries } from './needed-libraries.ts'
import { builderTargets, type System } from './processors.ts'
import type { Publisher } from './publisher.ts'
import { packTarball } from './tarball.ts'
import type { Machine } from './targets.ts'

export type PackOrder = {
  /** Names of targets of this system; none: only the program's folder. */
  targets: readonly string[]
  output: string
  machine: Machine
  publisher: Publisher
  /** The modification time of every packed file, in seconds since 1970. */
  epoch: number
  /** Do not compress packages. */
  quick: boolean
  /** Another version than package.json's. */
  version: string | undefined
  /** Packs also with an Electron that is not the release version. */
  forDevelopment: boolean
}

export type PackResult = {
  /** The folder of the unpacked program. */
  folder: string
  /** The files to distribute. */
  files: readonly string[]
  /** Whether it contains the development runtime, which must not be distributed. */
  forDevelopment: boolean
}

const PACKER = join(projectFolder, 'scripts', 'package', 'packer', 'packer.sh')

/** The folder of the unpacked program; on Windows the one for x64. */
const FOLDERS: Readonly<Record<System, string>> = {
  linux: 'linux-unpacked',
  darwin: 'mac-universal',
  win32: 'win-unpacked',
}

/** Packs the build in out/ for the targets of this system. Rejects with the message of the packer. */
export async function pack(order: PackOrder): Promise<PackResult> {
  const system = systemOf(order.machine.system)
  const runtime = system === 'linux' ? await ensureElectron() : undefined
  if (runtime !== undefined) console.log(runtime.line)
  const refusal = runtime ? packingRefusal(runtime.version, order.forDevelopment) : null
  if (refusal !== null) throw new Error(refusal)
  const folder = join(order.output, FOLDERS[system])
  const byBuilder = order.targets.filter((name) => name !== 'tar.gz')

  process.env.SOURCE_DATE_EPOCH = String(order.epoch)
  // The only packer of deb and rpm: docs/decisions/0028-one-packer.md.
  process.env.CUSTOM_FPM_PATH = PACKER

  const files = await build({
    targets: builderTargets(system, byBuilder),
    projectDir: projectFolder,
    publish: 'never',
    config: {
      ...configuration(order),
      // The runtime of this machine is packed; nothing is downloaded.
      ...(runtime && { electronDist: runtime.folder, electronVersion: runtime.version }),
    },
  })
  if (system === 'linux') await checkLibraries(folder)
  // Written for the last package, and valid only there.
  await rm(join(folder, 'resources', 'package-type'), { force: true })
  if (order.targets.includes('tar.gz')) files.push(await tarball(order, folder))
  return { folder, files, forDevelopment: runtime !== undefined && runtime.version !== OFFICIAL_VERSION }
}

/** Packages must declare exactly the libraries that the program is linked to. */
async function checkLibraries(folder: string): Promise<void> {
  const faults = libraryFaults(await systemLibraries(folder))
  if (faults.length === 0) return
  throw new Error(
    `scripts/run/system/packages.ts and the deb's list in electron-builder.yml are out of date:\n${faults.join('\n')}`,
  )
}

/** Why packing with this version of Electron is refused, or null. `allowed`: packing for development was requested. */
export function packingRefusal(version: string, allowed: boolean): string | null {
  if (version === OFFICIAL_VERSION || allowed) return null
  return [
    `This machine has Electron ${version}, and Offhook ships with ${OFFICIAL_VERSION}: nothing was packed.`,
    'Run it where github.com can be reached. --development packs it anyway; do not distribute that package.',
  ].join('\n')
}

/** Files of Linux packages outside the program's folder, as FROM=TO. */
const LINUX_FILES = [
  'build/linux/offhook=/usr/bin/offhook',
  'build/linux/com.offhook.app.metainfo.xml=/usr/share/metainfo/com.offhook.app.metainfo.xml',
  'build/icon.svg=/usr/share/icons/hicolor/scalable/apps/offhook.svg',
  'LICENSE=/usr/share/doc/offhook/copyright',
].map((file) => join(projectFolder, file))

function configuration({ publisher, output, quick, version }: PackOrder): Configuration {
  const { homepage, maintainer, feed } = publisher
  const files = (kind: 'deb' | 'rpm') => [
    ...LINUX_FILES,
    ...(quick ? [`--${kind}-compression-level`, '0'] : []),
  ]
  return {
    extends: join(projectFolder, 'electron-builder.yml'),
    directories: { output },
    publish: feed,
    extraMetadata: { homepage, ...(version !== undefined && { version }) },
    linux: { maintainer },
    deb: { fpm: files('deb'), ...(quick && { compression: 'gz' }) },
    rpm: { fpm: files('rpm'), ...(quick && { compression: 'gzip' }) },
    afterPack,
  }
}

const version = async ({ version }: PackOrder): Promise<string> => {
  if (version !== undefined) return version
  const text = await readFile(join(projectFolder, 'package.json'), 'utf8')
  return v.parse(v.object({ version: v.string() }), JSON.parse(text)).version
}

/** Not electron-builder's archive: its bytes differ from run to run. */
async function tarball(order: PackOrder, program: string): Promise<string> {
  const file = join(order.output, `Offhook-${await version(order)}-linux-${process.arch}.tar.gz`)
  await packTarball(program, file, order.epoch)
  return file
}

function systemOf(platform: NodeJS.Platform): System {
  if (platform === 'linux' || platform === 'darwin' || platform === 'win32') return platform
  throw new Error(`Offhook is not built for ${platform}.`)
}
