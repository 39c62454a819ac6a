import { existsSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { packageName, usesApt, type Distribution } from './distribution.ts'
import { libraryPackages, requirements, type Purpose } from './packages.ts'

/** What a machine lacks: packages to install, and libraries nobody here knows the package of. */
export type Missing = { packages: readonly string[]; unknown: readonly string[] }

/** The libraries that `ldd` could not find, out of what it printed. */
export function unresolvedLibraries(lddOutput: string): string[] {
  const found = lddOutput.matchAll(/^\s*(\S+) => not found$/gm)
  return [...new Set([...found].flatMap(([, name]) => (name === undefined ? [] : [name])))]
}

/** The packages for libraries and programs that are not there, sorted, in the system's own names. */
export function missingPackages(
  libraries: readonly string[],
  purposes: readonly Purpose[],
  system: Distribution,
  isThere: (provides: string) => boolean,
): Missing {
  const names = new Set<string>()
  const unknown: string[] = []
  for (const library of libraries) {
    const name = libraryPackages[library]
    if (name === undefined) unknown.push(library)
    else names.add(packageName(name, system))
  }
  for (const { package: name, provides, purpose, or = [] } of requirements) {
    if (purposes.includes(purpose) && ![provides, ...or].some(isThere)) names.add(packageName(name, system))
  }
  return { packages: [...names].toSorted(), unknown }
}

/** Whether a file, or a program on the PATH, is there. */
export function fileOrProgram(path: string): (provides: string) => boolean {
  const folders = path.split(delimiter)
  return (provides) =>
    isAbsolute(provides) ? existsSync(provides) : folders.some((folder) => existsSync(join(folder, provides)))
}

/** Says what is missing and the one command that installs it; '' when nothing is. */
export function describeMissing(missing: Missing, system: Distribution, root: boolean): string {
  const { packages, unknown } = missing
  const lines: string[] = []
  if (packages.length > 0) {
    lines.push(`This machine lacks ${packages.length} system package(s): ${packages.join(', ')}.`)
    lines.push(
      usesApt(system)
        ? `Install them with:\n  ${aptCommand(packages, root)}`
        : 'These are their names on Debian; install what your system calls them.',
    )
  }
  if (unknown.length > 0) {
    lines.push(`Electron also asks for ${unknown.join(', ')}; find the package that holds it.`)
  }
  return lines.join('\n')
}

/** The one command a person copies. */
export function aptCommand(packages: readonly string[], root: boolean): string {
  const sudo = root ? '' : 'sudo '
  return `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${packages.join(' ')}`
}
