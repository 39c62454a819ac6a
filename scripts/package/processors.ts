import { Arch, Platform } from 'electron-builder'

/** The systems Offhook is packed on, each for itself. */
export type System = 'linux' | 'darwin' | 'win32'

const PLATFORMS: Readonly<Record<System, Platform>> = {
  linux: Platform.LINUX,
  darwin: Platform.MAC,
  win32: Platform.WINDOWS,
}
/**
 * For which processors; none: the machine's own. Said here as well as in electron-builder.yml, whose word counts for
 * nothing once targets are named.
 */
const PROCESSORS: Readonly<Record<System, readonly Arch[]>> = {
  linux: [],
  darwin: [Arch.universal],
  win32: [Arch.x64, Arch.arm64],
}

/** What electron-builder is to make of some targets of a system, or of none: only the program's folder. */
export function builderTargets(system: System, names: readonly string[]): Map<Platform, Map<Arch, string[]>> {
  const wanted = names.length === 0 ? ['dir'] : [...names]
  return PLATFORMS[system].createTarget(wanted, ...PROCESSORS[system])
}
