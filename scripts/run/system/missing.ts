import { existsSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { packageName, usesApt, type Distribution } from './distribution.ts'
import { libraryPackages, requirements, type Purpose } from './packages.ts'

/** What a machine lacks: packages to install, and libraries whose package is not known. */
export type Missing = { packages: readonly string[]; unknown: readonly string[] }

/** The libraries that `ldd` reports as not found. */
export function unresolvedLibraries(lddOutput: string): string[] {
  const found = lddOutput.matchAll(/^\s*(\S+) => not found$/gm)
  return [...new Set([...found].flatMap(([, name]) => (name === undefined ? [] : [name])))]
}

/** The packages with the missing libraries and programs, sorted, by their names on this system. */
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

/** Whether a file, or a program on the PATH, exists. */
export function fileOrProgram(path: string): (provides: string) => boolean {
  const folders = path.split(delimiter)
  return (provides) =>
    isAbsolute(provides) ? existsSync(provides) : folders.some((folder) => existsSync(join(folder, provides)))
}

/** What is missing and the command that installs it; '' if nothing is. */
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

/** The command for a person to copy. */
export function aptCommand(packages: readonly string[], root: boolean): string {
  const sudo = root ? '' : 'sudo '
  return `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${packages.join(' ')}`
}
