import { describe, expect, it } from 'vitest'
import { controlFile } from '../../../../scripts/package/packer/deb.ts'
import { parseFpmOptions } from '../../../../scripts/package/packer/fpm-options.ts'
import { specFile } from '../../../../scripts/package/packer/rpm.ts'

/** The arguments that electron-builder passes. An option with a list of values is repeated. */
const asArguments = (options: Readonly<Record<string, string | readonly string[]>>): string[] =>
  Object.entries(options).flatMap(([name, value]) => [value].flat().flatMap((word) => [name, word]))

const COMMON = {
  '-s': 'dir',
  '--architecture': 'amd64',
  '--version': '1.2.3~beta',
  '--name': 'offhook',
  '--license': 'MIT',
  '--maintainer': 'Ada <ada@example.org>',
  '--url': 'https://phone.example.org/',
}
const DEB = [
  '--force',
  '/build/=/opt/Offhook',
  ...asArguments({
    ...COMMON,
    '-t': 'deb',
    '-d': ['libgtk-3-0', 'libnss3'],
    '--deb-recommends': 'xdg-utils',
    '--deb-compression': 'xz',
    '--description': 'A softphone\n Calls.\n\nAnd more.',
    '--package': '/o/a.deb',
    '--category': 'net',
    '--deb-priority': 'optional',
  }),
]
const RPM = [
  '/build/=/opt/Offhook',
  ...asArguments({
    ...COMMON,
    '-t': 'rpm',
    '-d': 'libnss3.so()(64bit)',
    '--rpm-os': 'linux',
    '--rpm-compression': 'xzmt',
    '--rpm-summary': 'A softphone',
    '--description': 'Calls, 100 % of them.',
    '--package': '/o/a.rpm',
  }),
]
const file = (path: string, size: number) => ({ path, kind: 'file', size }) as const
const folder = (path: string) => ({ path, kind: 'folder', size: 0 }) as const

describe('the options of the packer', () => {
  it('are parsed', () => {
    expect(parseFpmOptions(DEB)).toMatchObject({
      target: 'deb',
      output: '/o/a.deb',
      version: '1.2.3~beta',
      summary: 'A softphone',
      depends: ['libgtk-3-0', 'libnss3'],
      recommends: ['xdg-utils'],
      sources: [{ from: '/build/', to: '/opt/Offhook' }],
    })
  })

  it.each([
    ['an option it does not know', [...DEB, '--deb-systemd', 'x'], /--deb-systemd/],
    ['another kind of package', [...DEB, '-t', 'pacman'], /Only deb and rpm/],
    ['another kind of source', [...DEB, '-s', 'gem'], /Only folders/],
    ['a file without a place', [...DEB, 'LICENSE'], /needs a target path/],
    ['a place that is not absolute', [...DEB, 'LICENSE=doc'], /needs a target path/],
    [
      'a package without a name',
      DEB.filter((word) => word !== '--name' && word !== 'offhook'),
      /--name is missing/,
    ],
  ])('are rejected with %s', (_, args, words) => {
    expect(() => parseFpmOptions(args)).toThrow(words)
  })
})

describe('the control file of a deb', () => {
  it('describes the package', () => {
    expect(controlFile(parseFpmOptions(DEB), [folder('/opt'), file('/opt/a', 1), file('/opt/b', 2049)])).toBe(
      [
        'Package: offhook',
        'Version: 1.2.3~beta',
        'Section: net',
        'Priority: optional',
        'Architecture: amd64',
        'Maintainer: Ada <ada@example.org>',
        // In KiB, and one for each folder.
        'Installed-Size: 5',
        'Depends: libgtk-3-0, libnss3',
        'Recommends: xdg-utils',
        'Homepage: https://phone.example.org/',
        'Description: A softphone',
        ' Calls.',
        ' .',
        ' And more.',
        '',
      ].join('\n'),
    )
  })

  it('keeps a value with a line break in its field', () => {
    const options = { ...parseFpmOptions(DEB), maintainer: 'Ada\nDepends: everything', summary: 'A\nB: c' }
    expect(controlFile(options, []).match(/^(Depends|B):.*$/gm)).toEqual(['Depends: libgtk-3-0, libnss3'])
  })
})

describe('the spec file of an rpm', () => {
  const spec = specFile(
    parseFpmOptions(RPM),
    [folder('/opt'), folder('/opt/Offhook'), file('/opt/Offhook/a b', 1)],
    '/r',
    {
      post: 'echo 100%',
      postun: '',
    },
  )

  it('describes the package and escapes macros', () => {
    expect(spec).toContain('Requires: libnss3.so()(64bit)\n')
    expect(spec).toContain('%description\nCalls, 100 %% of them.')
    expect(spec).toContain('%post -p /bin/sh\necho 100%%')
    expect(spec).not.toContain('%postun')
  })

  it('owns the folder of the program and no folder of the system', () => {
    expect(spec.slice(spec.indexOf('%files'))).toBe(
      '%files\n%defattr(-,root,root,-)\n%dir "/opt/Offhook"\n"/opt/Offhook/a b"\n',
    )
  })
})
