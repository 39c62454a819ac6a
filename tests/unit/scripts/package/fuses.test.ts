import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NAMED_FUSES, readFuses } from '../../../support/packaged/fuses.ts'

// What marks the fuses in an executable; source: https://github.com/electron/fuses
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offhook-fuses-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** An executable that is nothing but fuses: version 1, then one character for each. */
async function executableWith(states: string): Promise<string> {
  const file = join(folder, 'program')
  await writeFile(
    file,
    Buffer.concat([Buffer.from(`code${SENTINEL}`), Buffer.from([1, states.length]), Buffer.from(states)]),
  )
  return file
}

describe('the fuses of a packaged program', () => {
  it('are eight on Electron 33, each with its name', async () => {
    const fuses = await readFuses(await executableWith('01001100'))
    expect(fuses).toEqual({
      RunAsNode: 'off',
      EnableCookieEncryption: 'on',
      EnableNodeOptionsEnvironmentVariable: 'off',
      EnableNodeCliInspectArguments: 'off',
      EnableEmbeddedAsarIntegrityValidation: 'on',
      OnlyLoadAppFromAsar: 'on',
      LoadBrowserProcessSpecificV8Snapshot: 'off',
      GrantFileProtocolExtraPrivileges: 'off',
    })
  })

  it('are nine on Electron 44 and later, each with its name', async () => {
    const fuses = await readFuses(await executableWith('010011001'))
    expect(fuses).toMatchObject({ OnlyLoadAppFromAsar: 'on', WasmTrapHandlers: 'on' })
    expect(Object.keys(fuses).toSorted()).toEqual(NAMED_FUSES.toSorted())
  })

  it('are named by their number if a later Electron has added one, so that the package test reports it', async () => {
    const fuses = await readFuses(await executableWith('0100110010r'))
    expect(fuses).toMatchObject({ '9': 'off', '10': 'removed' })
    expect(Object.keys(fuses).filter((name) => !NAMED_FUSES.includes(name))).toEqual(['9', '10'])
  })
})
