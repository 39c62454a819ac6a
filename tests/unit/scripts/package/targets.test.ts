import { describe, expect, it } from 'vitest'
import { lookAtMachine } from '../../../../scripts/package/machine.ts'
import { targetTable } from '../../../../scripts/package/report.ts'
import { needsOurFpm, planTargets, TARGETS, type Machine } from '../../../../scripts/package/targets.ts'

const bare: Machine = {
  system: 'linux',
  github: false,
  fpm: undefined,
  appImageTools: false,
  has: () => false,
}
const debian: Machine = { ...bare, has: (name) => ['tar', 'dpkg-deb', 'rpmbuild'].includes(name) }
const online: Machine = { ...debian, github: true }

const builtOn = (machine: Machine): string[] =>
  planTargets(TARGETS, machine).flatMap(({ built, target }) => (built ? [target.name] : []))

describe('what a machine builds', () => {
  it.each<[string, Machine, string[]]>([
    ['a bare Linux', bare, []],
    ['Debian without GitHub', debian, ['deb', 'rpm', 'tar.gz']],
    ['Debian without rpmbuild', { ...debian, has: (name) => name !== 'rpmbuild' }, ['deb', 'tar.gz']],
    [
      'Debian with the tools of an AppImage',
      { ...debian, appImageTools: true },
      ['AppImage', 'deb', 'rpm', 'tar.gz'],
    ],
    ['Debian with GitHub', online, ['AppImage', 'deb', 'rpm', 'tar.gz']],
    ['macOS with GitHub', { ...online, system: 'darwin' }, ['dmg', 'zip']],
    ['macOS without', { ...bare, system: 'darwin' }, []],
    ['Windows with GitHub', { ...online, system: 'win32' }, ['nsis']],
    ['a system of another kind', { ...online, system: 'freebsd' }, []],
  ])('%s', (_, machine, built) => {
    expect(builtOn(machine)).toEqual(built)
  })

  it.each<[string, Partial<Machine>, string, boolean]>([
    ['ours where there is none', {}, 'dpkg-deb, without fpm', true],
    ['the one a person names', { fpm: 'named' }, 'the fpm that CUSTOM_FPM_PATH names', false],
    ['the one that is installed', { fpm: 'installed' }, 'the fpm of this machine', false],
    ['the one from GitHub', { github: true }, 'fpm from GitHub', false],
  ])('takes fpm: %s', (_, more, using, ours) => {
    const machine = { ...debian, ...more }
    const deb = planTargets(TARGETS, machine).find(({ target }) => target.name === 'deb')
    expect(deb).toMatchObject({ built: true, using })
    expect(needsOurFpm(machine)).toBe(ours)
  })

  it('says of everything it leaves out why, and what to do', () => {
    for (const row of planTargets(TARGETS, bare)) {
      if (row.built) throw new Error(`${row.target.name} is built of nothing`)
      expect(row.why).not.toBe('')
      expect(row.cure).toMatch(/^(Run|Install) .*\.$/)
    }
  })

  it('puts it in a table', () => {
    const rows = planTargets(TARGETS.slice(1, 3), { ...debian, has: (name) => name !== 'rpmbuild' })
    expect(targetTable(rows)).toEqual([
      'target  here      how, or why not',
      'deb     built     with dpkg-deb, without fpm',
      'rpm     left out  rpmbuild is not installed. Install it; on Debian: sudo apt-get install rpm.',
    ])
  })
})

describe('what a machine has', () => {
  const look = { system: 'linux', env: {}, offline: false } as const
  const fetch = (answer: () => Promise<{ ok: boolean }>) => answer

  it.each([
    ['answers', async () => ({ ok: true }), true],
    ['refuses', async () => ({ ok: false }), false],
    ['is out of reach', () => Promise.reject(new Error('ENETUNREACH')), false],
  ])('GitHub %s', async (_, answer, github) => {
    expect(await lookAtMachine({ ...look, fetch: fetch(answer) })).toMatchObject({ github })
  })

  it('does not ask GitHub when told to stay offline', async () => {
    const asked = (): never => {
      throw new Error('asked')
    }
    expect(await lookAtMachine({ ...look, offline: true, fetch: asked })).toMatchObject({ github: false })
  })

  it('takes the tools that the environment names', async () => {
    const env = { CUSTOM_FPM_PATH: '/tools/fpm', APPIMAGE_TOOLS_PATH: '/tools/appimage' }
    const machine = await lookAtMachine({
      ...look,
      env,
      offline: true,
      fetch: fetch(async () => ({ ok: true })),
    })
    expect(machine).toMatchObject({ fpm: 'named', appImageTools: true })
  })
})
