import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { libraryFaults, neededLibraries } from '../../../../scripts/package/needed-libraries.ts'
import { run } from '../../../../scripts/lib/run.ts'
import { libraryPackages } from '../../../../scripts/run/system/packages.ts'

const known = Object.keys(libraryPackages)

describe('the libraries that a program is linked to', () => {
  it('are those that ldd lists for this Node', async () => {
    const own = neededLibraries(await readFile(process.execPath))
    const { stdout } = await run('ldd', [process.execPath])
    expect(own?.length).toBeGreaterThan(2)
    for (const name of own ?? []) expect(stdout).toContain(name)
  })

  it('are null for a file that is not an ELF program', () => {
    expect(neededLibraries(Buffer.from('#!/bin/sh\n'))).toBeNull()
    expect(neededLibraries(Buffer.alloc(100))).toBeNull()
  })
})

describe('the packages that Linux packages depend on', () => {
  it('match if every needed library has a package', () => {
    expect(libraryFaults(known)).toEqual([])
  })

  it('differ if a newer Electron needs one more library, or one less', () => {
    const [first = '', ...others] = known
    expect(libraryFaults([...others, 'libgtk-4.so.1'])).toEqual([
      'libgtk-4.so.1 is needed and has no package',
      `${first} is not needed any more`,
    ])
  })
})
