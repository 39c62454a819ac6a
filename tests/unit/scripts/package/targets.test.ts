import { describe, expect, it } from 'vitest'
import { lookAtMachine } from '../../../../scripts/package/machine.ts'
import { targetTable } from '../../../../scripts/package/report.ts'
import { planTargets, TARGETS, type Machine } from '../../../../scripts/package/targets.ts'

const bare: Machine = {
  system: 'linux',
  github: false,
  appImageTools: false,
  has: () => false,
}
const debian: Machine = { ...bare, has: (name) => ['tar', 'dpkg-deb', 'rpmbuild'].includes(name) }
const online: Machine = { ...debian, github: true }

const builtOn = (machine: Machine): string[] =>
  planTargets(TARGETS, machine).flatMap(({ built, target }) => (built ? [target.name] : []))

describe('the plan of the targets', () => {
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
  ])('on %s', (_, machine, built) => {
    expect(builtOn(machine)).toEqual(built)
  })

  it('builds deb and rpm with the tools of the system, with and without access to GitHub', () => {
    for (const machine of [debian, online]) {
      const rows = planTargets(TARGETS, machine).filter(({ target }) => ['deb', 'rpm'].includes(target.name))
      expect(rows).toMatchObject([
        { built: true, using: 'dpkg-deb' },
        { built: true, using: 'rpmbuild' },
      ])
    }
  })

  it('gives a reason and advice for each target that is not built', () => {
    for (const row of planTargets(TARGETS, bare)) {
      if (row.built) throw new Error(`${row.target.name} is built without tools`)
      expect(row.why).not.toBe('')
      expect(row.cure).toMatch(/^(Run|Install) .*\.$/)
    }
  })

  it('is printed as a table', () => {
    const rows = planTargets(TARGETS.slice(1, 3), { ...debian, has: (name) => name !== 'rpmbuild' })
    expect(targetTable(rows)).toEqual([
      'target  here      how, or why not',
      'deb     built     with dpkg-deb',
      'rpm     left out  rpmbuild is not installed. Install it; on Debian: sudo apt-get install rpm.',
    ])
  })
})

describe('the tools of a machine', () => {
  const look = { system: 'linux', env: {}, offline: false } as const
  const fetch = (answer: () => Promise<{ ok: boolean }>) => answer

  it.each([
    ['answers', async () => ({ ok: true }), true],
    ['refuses', async () => ({ ok: false }), false],
    ['is out of reach', () => Promise.reject(new Error('ENETUNREACH')), false],
  ])('depend on GitHub, which %s', async (_, answer, github) => {
    expect(await lookAtMachine({ ...look, fetch: fetch(answer) })).toMatchObject({ github })
  })

  it('are found without a request to GitHub with --offline', async () => {
    const asked = (): never => {
      throw new Error('asked')
    }
    expect(await lookAtMachine({ ...look, offline: true, fetch: asked })).toMatchObject({ github: false })
  })

  it('include those that the environment names', async () => {
    const env = { APPIMAGE_TOOLS_PATH: '/tools/appimage' }
    const machine = await lookAtMachine({
      ...look,
      env,
      offline: true,
      fetch: fetch(async () => ({ ok: true })),
    })
    expect(machine).toMatchObject({ appImageTools: true })
  })
})
