import { nameOf, type Locked, type Lockfile, type Manifest } from '../../lib/lockfile.ts'

/**
 * Packages of the lockfile without a checksum, and why. npm cannot verify such a package. These are binaries of the linter
 * for other systems, which the registry that made the lockfile did not have. Releases verify them with the registry's
 * signatures (`npm audit signatures`) and do not run them.
 */
export const WITHOUT_CHECKSUM: readonly { prefix: string; because: string }[] = [
  { prefix: '@oxlint/binding-', because: 'the linter on another system' },
  { prefix: '@oxlint-tsgolint/', because: 'the type-aware linter on another system' },
]

/**
 * The rules that lockfile-lint (npm run check:lockfile: hosts, https, SHA-512) does not have: every package has a checksum,
 * none is a folder, every install script has a decision in `allowScripts` of package.json, and the versions are exact and
 * equal in both files. Returns one sentence for each violation.
 */
export function lockfileViolations(lock: Lockfile, manifest: Manifest): string[] {
  const { '': root, ...packages } = lock.packages
  const violations = Object.entries(packages).flatMap(([path, locked]) =>
    packageViolations(path, locked, manifest),
  )
  if (lock.lockfileVersion !== 3) violations.push(`the lockfile has version ${lock.lockfileVersion}, not 3`)
  if (lock.version !== manifest.version || root?.version !== manifest.version) {
    violations.push(`the lockfile is of version ${lock.version}, package.json of ${manifest.version}`)
  }
  for (const kind of ['dependencies', 'devDependencies'] as const) {
    violations.push(...manifestViolations(manifest[kind], root?.[kind] ?? {}, packages))
  }
  return violations
}

function packageViolations(path: string, locked: Locked, { allowScripts }: Manifest): string[] {
  const violations: string[] = []
  const name = nameOf(path)
  if (locked.link || !path.startsWith('node_modules/')) violations.push(`${path} is a folder, not a package`)
  if (locked.integrity === undefined) {
    // Only what no release contains, and only on the system it is made for.
    const foreign = locked.dev && locked.optional && locked.os !== undefined
    const listed = WITHOUT_CHECKSUM.some(({ prefix }) => name.startsWith(prefix))
    if (!foreign || !listed) violations.push(`${name} has no checksum`)
  }
  if (locked.hasInstallScript && allowScripts[name] === undefined) {
    violations.push(`${name} has an install script; decide on it in allowScripts of package.json`)
  }
  return violations
}

function manifestViolations(
  wanted: Record<string, string>,
  locked: Record<string, string>,
  packages: Record<string, Locked>,
): string[] {
  const violations: string[] = []
  for (const [name, version] of Object.entries(wanted)) {
    if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version))
      violations.push(`${name} is not pinned: ${version}`)
    const installed = packages[`node_modules/${name}`]?.version
    if (locked[name] !== version || installed !== version) {
      violations.push(`${name} is ${version} in package.json and ${installed ?? 'missing'} in the lockfile`)
    }
  }
  for (const name of Object.keys(locked)) {
    if (wanted[name] === undefined)
      violations.push(`${name} is in the lockfile's list and not in package.json`)
  }
  return violations
}
