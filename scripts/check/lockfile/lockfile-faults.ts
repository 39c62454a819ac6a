import { nameOf, type Locked, type Lockfile, type Manifest } from '../../lib/lockfile.ts'

/**
 * Packages of the lockfile without a checksum, and why. npm takes such a package as it comes. These are the
 * linter's programs for systems whose packages the registry that the lockfile was made with did not hold;
 * releases check them against the registry's signatures (`npm audit signatures`), and do not run them.
 */
export const WITHOUT_CHECKSUM: readonly { prefix: string; because: string }[] = [
  { prefix: '@oxlint/binding-', because: 'the linter on another system' },
  { prefix: '@oxlint-tsgolint/', because: 'the type-aware linter on another system' },
]

/**
 * What is wrong with a lockfile, one sentence each; none when every package is pinned by a sha512, comes from a
 * registry over https (one host for all; npm may leave the address out), and runs no script of its own at
 * installation unless `allowScripts` in package.json has decided on it.
 */
export function lockfileFaults(lock: Lockfile, manifest: Manifest): string[] {
  const { '': root, ...packages } = lock.packages
  const faults = Object.entries(packages).flatMap(([path, locked]) => faultsOf(path, locked, manifest))
  const hosts = new Set(Object.values(packages).flatMap(({ resolved }) => hostOf(resolved) ?? []))
  if (hosts.size > 1) faults.push(`packages come from several places: ${[...hosts].toSorted().join(', ')}`)
  if (lock.lockfileVersion !== 3) faults.push(`the lockfile has version ${lock.lockfileVersion}, not 3`)
  if (lock.version !== manifest.version || root?.version !== manifest.version) {
    faults.push(`the lockfile is of version ${lock.version}, package.json of ${manifest.version}`)
  }
  for (const kind of ['dependencies', 'devDependencies'] as const) {
    faults.push(...manifestFaults(manifest[kind], root?.[kind] ?? {}, packages))
  }
  return faults
}

function faultsOf(path: string, locked: Locked, { allowScripts }: Manifest): string[] {
  const faults: string[] = []
  const name = nameOf(path)
  if (locked.link || !path.startsWith('node_modules/')) faults.push(`${path} is a folder, not a package`)
  if (locked.resolved !== undefined && hostOf(locked.resolved) === undefined) {
    faults.push(`${name} does not come from a registry over https: ${locked.resolved}`)
  }
  if (locked.integrity === undefined) {
    // Only what no release contains, and only on the system it is made for.
    const foreign = locked.dev && locked.optional && locked.os !== undefined
    const written = WITHOUT_CHECKSUM.some(({ prefix }) => name.startsWith(prefix))
    if (!foreign || !written) faults.push(`${name} has no checksum`)
  } else if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(locked.integrity)) {
    faults.push(`${name} has a checksum other than one sha512: ${locked.integrity}`)
  }
  if (locked.hasInstallScript && allowScripts[name] === undefined) {
    faults.push(`${name} runs a script when it is installed; decide on it in allowScripts of package.json`)
  }
  return faults
}

function manifestFaults(
  wanted: Record<string, string>,
  locked: Record<string, string>,
  packages: Record<string, Locked>,
): string[] {
  const faults: string[] = []
  for (const [name, version] of Object.entries(wanted)) {
    if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version)) faults.push(`${name} is not pinned: ${version}`)
    const installed = packages[`node_modules/${name}`]?.version
    if (locked[name] !== version || installed !== version) {
      faults.push(`${name} is ${version} in package.json and ${installed ?? 'missing'} in the lockfile`)
    }
  }
  for (const name of Object.keys(locked)) {
    if (wanted[name] === undefined) faults.push(`${name} is in the lockfile's list and not in package.json`)
  }
  return faults
}

/** The host an https address names; undefined for any other kind of address. */
function hostOf(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined
  const { protocol, host } = new URL(address)
  return protocol === 'https:' ? host : undefined
}
