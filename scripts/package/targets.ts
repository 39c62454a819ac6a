/** A kind of installer, and the system its own tools run on. */
export type Target = { name: string; system: 'linux' | 'darwin' | 'win32' }

/** Everything that is handed to people, in the order of the table. */
export const TARGETS: readonly Target[] = [
  { name: 'AppImage', system: 'linux' },
  { name: 'deb', system: 'linux' },
  { name: 'rpm', system: 'linux' },
  { name: 'tar.gz', system: 'linux' },
  { name: 'nsis', system: 'win32' },
  { name: 'dmg', system: 'darwin' },
  { name: 'zip', system: 'darwin' },
]

/** What a machine has for building installers. */
export type Machine = {
  system: NodeJS.Platform
  /** Whether GitHub answers: electron-builder fetches most of its tools there. */
  github: boolean
  /** Who makes deb and rpm: a real fpm that is named or installed, or undefined. */
  fpm: 'named' | 'installed' | undefined
  /** Whether APPIMAGE_TOOLS_PATH names the tools of an AppImage. */
  appImageTools: boolean
  /** Whether a program is on the PATH. */
  has: (program: string) => boolean
}

/** What happens to a target here: built with something, or left out for a reason, with what to do about it. */
export type Row = { target: Target } & (
  { built: true; using: string } | { built: false; why: string; cure: string }
)

const SYSTEM_NAMES = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' } as const
const NO_GITHUB = 'its tools come from GitHub, which does not answer here'
const RETRY = 'Run it where github.com can be reached.'

/** Decides for each target, without looking at anything but `machine`. */
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
      return machine.fpm === undefined && !github && !has('dpkg-deb')
        ? missing('dpkg-deb', 'dpkg')
        : using(packer(machine, 'dpkg-deb'))
    case 'rpm':
      // Without fpm and with it: both hand the last step to rpmbuild.
      return has('rpmbuild') ? using(packer(machine, 'rpmbuild')) : missing('rpmbuild', 'rpm')
    default:
      return github ? using('tools from GitHub') : leave(NO_GITHUB, RETRY)
  }
}

/** Whether our own small program stands in for fpm. */
export const needsOurFpm = ({ fpm, github }: Machine): boolean => fpm === undefined && !github

function packer(machine: Machine, last: string): string {
  if (needsOurFpm(machine)) return `${last}, without fpm`
  if (machine.fpm === 'named') return 'the fpm that CUSTOM_FPM_PATH names'
  return machine.fpm === 'installed' ? 'the fpm of this machine' : 'fpm from GitHub'
}

const using = (what: string): Decision => ({ built: true, using: what })
const leave = (why: string, cure: string): Decision => ({ built: false, why, cure })
const missing = (program: string, debianPackage: string): Decision =>
  leave(`${program} is not installed`, `Install it; on Debian: sudo apt-get install ${debianPackage}.`)
