/** A kind of package, and the system that its tools run on. */
export type Target = { name: string; system: 'linux' | 'darwin' | 'win32' }

/** All packages that are distributed, in the order of the printed table. */
export const TARGETS: readonly Target[] = [
  { name: 'AppImage', system: 'linux' },
  { name: 'deb', system: 'linux' },
  { name: 'rpm', system: 'linux' },
  { name: 'tar.gz', system: 'linux' },
  { name: 'nsis', system: 'win32' },
  { name: 'dmg', system: 'darwin' },
  { name: 'zip', system: 'darwin' },
]

/** The tools for building installers that a machine has. */
export type Machine = {
  system: NodeJS.Platform
  /** Whether github.com is reachable: electron-builder downloads most of its tools from there. */
  github: boolean
  /** Whether APPIMAGE_TOOLS_PATH names the tools for an AppImage. */
  appImageTools: boolean
  /** Whether a program is on the PATH. */
  has: (program: string) => boolean
}

/** A target with the tools that build it here, or the reason why it is not built and what to do. */
export type Row = { target: Target } & (
  { built: true; using: string } | { built: false; why: string; cure: string }
)

const SYSTEM_NAMES = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' } as const
const NO_GITHUB = 'its tools come from GitHub, which is not reachable here'
const RETRY = 'Run it where github.com can be reached.'

/** Decides which targets `machine` can build. */
export function planTargets(targets: readonly Target[], machine: Machine): Row[] {
  return targets.map((target) => {
    if (target.system !== machine.system) {
      const name = SYSTEM_NAMES[target.system]
      const cure = `Run "npm run dist" on ${name}; the release workflow does.`
      return { target, built: false, why: `it is built on ${name} only`, cure }
    }
    return { target, ...decide(target.name, machine) }
  })
}

type Decision = { built: true; using: string } | { built: false; why: string; cure: string }

function decide(name: string, machine: Machine): Decision {
  const { github, has, appImageTools } = machine
  switch (name) {
    case 'tar.gz':
      return has('tar') ? using('tar and gzip') : missing('tar', 'tar')
    case 'AppImage':
      if (appImageTools) return using('the tools in APPIMAGE_TOOLS_PATH')
      if (github) return using('tools from GitHub')
      return leave(NO_GITHUB, `${RETRY} Or name a folder with the tools in APPIMAGE_TOOLS_PATH.`)
    case 'deb':
      return has('dpkg-deb') ? using('dpkg-deb') : missing('dpkg-deb', 'dpkg')
    case 'rpm':
      return has('rpmbuild') ? using('rpmbuild') : missing('rpmbuild', 'rpm')
    default:
      return github ? using('tools from GitHub') : leave(NO_GITHUB, RETRY)
  }
}

const using = (what: string): Decision => ({ built: true, using: what })
const leave = (why: string, cure: string): Decision => ({ built: false, why, cure })
const missing = (program: string, debianPackage: string): Decision =>
  leave(`${program} is not installed`, `Install it; on Debian: sudo apt-get install ${debianPackage}.`)
