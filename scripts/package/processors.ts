import { Arch, Platform } from 'electron-builder'

/** The systems that Offhook is packed on and for. */
export type System = 'linux' | 'darwin' | 'win32'

const PLATFORMS: Readonly<Record<System, Platform>> = {
  linux: Platform.LINUX,
  darwin: Platform.MAC,
  win32: Platform.WINDOWS,
}
/**
 * The processors; none means that of this machine. They are also in electron-builder.yml, which electron-builder ignores
 * when targets are passed.
 */
const PROCESSORS: Readonly<Record<System, readonly Arch[]>> = {
  linux: [],
  darwin: [Arch.universal],
  win32: [Arch.x64, Arch.arm64],
}

/** The targets for electron-builder. Without names it makes only the program's folder. */
export function builderTargets(system: System, names: readonly string[]): Map<Platform, Map<Arch, string[]>> {
  const wanted = names.length === 0 ? ['dir'] : [...names]
  return PLATFORMS[system].createTarget(wanted, ...PROCESSORS[system])
}
