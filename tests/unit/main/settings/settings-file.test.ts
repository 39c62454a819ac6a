import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSettings } from '../../../../src/main/settings/settings.ts'
import { replaceFile } from '../../../../src/main/lib/storage/replace-file.ts'
import { openSettingsFile } from '../../../../src/main/settings/settings-file.ts'
import { createStorageFixture } from '../../../support/main/storage-fixture.ts'

const LINE = {
  kind: 'team',
  url: 'https://calls.example.com/token',
  method: 'POST',
  exchange: `exchange.example.com:443 sha256/${'A'.repeat(43)}=`,
}
const STORED = {
  toldWhere: true,
  line: LINE,
  'secret-team': { scope: 'https://calls.example.com', sealed: 'c2VhbGVk' },
  quiet: { until: 'turned-off', manner: 'busy' },
  window: { x: 10, y: 20, width: 380, height: 660 },
}
const TEXT = JSON.stringify(STORED, null, '\t')

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-'))
  path = join(folder, 'config.json')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** Starts Offhook's settings on a file with this content. */
function open(content?: string | Uint8Array) {
  if (content !== undefined) writeFileSync(path, content)
  const hands = createStorageFixture()
  const replace = (values: object) => replaceFile(path, `${JSON.stringify(values, null, '\t')}\n`)
  const store = openSettingsFile({ ...hands, path, replace, clock: hands.clock.clock })
  return {
    ...hands,
    store,
    settings: createSettings(store, hands.log),
    damaged: hands.health.current.damaged,
  }
}

const onDisk = (): unknown => JSON.parse(readFileSync(path, 'utf8'))

describe('the settings file', () => {
  test('that is not there is no damage, and is made by the first change, for its owner alone', () => {
    const { settings, damaged } = open()
    expect(damaged).toEqual([])
    settings.backgroundHintShown = true
    expect(onDisk()).toEqual({ toldWhere: true })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['config.json'])
  })

  test.each([
    ['as it is', TEXT, {}],
    ['with a byte order mark', `\uFEFF${TEXT}`, {}],
    ['in UTF-16, as an editor of Windows writes it', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), {}],
    ['with names of a newer version', JSON.stringify({ ...STORED, zoom: 1.5 }), { zoom: 1.5 }],
  ])('%s is whole', (_how, content, more) => {
    const { settings, store, damaged } = open(content)
    expect(damaged).toEqual([])
    expect(settings.connectionProfile).toEqual(LINE)
    store.set('toldWhere', false)
    expect(onDisk()).toEqual({ ...STORED, toldWhere: false, ...more })
  })

  test.each([
    ['without its final brace', TEXT.replace(/\}$/, '')],
    ['without its final brace and line', TEXT.replace(/\n\}$/, '')],
    ['without its last two braces', TEXT.replace(/\}\n\}$/, '')],
    ['without its first brace', TEXT.replace(/^\{/, '')],
    ['without a comma', TEXT.replace('},', '}')],
    ['without a comma in its line', TEXT.replace('token",', 'token"')],
    ['with a comma too many in its line', TEXT.replace('="', '=",')],
    ['with the brace and the comma of its line missing', TEXT.replace('},', '')],
    ['with a comma too many', TEXT.replace(/\n\}$/, ',\n}')],
    ['with the end of an older, longer file', `${TEXT}\n\t}\n}`],
    ['with NUL bytes at its end', `${TEXT}\0\0\0\0`],
    ['with NUL bytes in place of its start', `\0\0\0\0${TEXT.slice(1)}`],
    ['with the brace of the line missing', TEXT.replace(/\},\n\t"secret/, ',\n\t"secret')],
    ['with a single quote in place of a double one', TEXT.replace('"toldWhere"', "'toldWhere'")],
    [
      'with bytes that are no UTF-8',
      Buffer.concat([Buffer.from(TEXT.slice(0, -1)), Buffer.from([0xe2, 0x82])]),
    ],
  ])('%s is kept under another name, the line is read from it, and the person is told', (_how, content) => {
    const { settings, damaged } = open(content)
    expect(settings.connectionProfile).toEqual(LINE)
    expect(damaged).toEqual([
      { file: 'settings', keptAs: 'config.damaged-20261128T130005Z.json', connectionRead: true },
    ])
    expect(readFileSync(join(folder, 'config.damaged-20261128T130005Z.json'))).toEqual(Buffer.from(content))
    expect(onDisk()).toMatchObject({ line: LINE })
    expect(open().damaged, 'the next start').toEqual([])
  })

  test.each([
    ['empty', ''],
    ['a brace', '{'],
    ['only NUL bytes', '\0'.repeat(4096)],
    ['a list', '[]'],
    ['a text', '"line"'],
    ['null', 'null'],
    ['another kind of file', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
    ['cut in its line', TEXT.slice(0, TEXT.indexOf('POST') - 4)],
    ['cut where more of its line may have come', TEXT.slice(0, TEXT.indexOf('"POST"') + 6)],
    ['of a wrong shape in its line', JSON.stringify({ ...STORED, line: { kind: 'team', url: 7 } })],
    [
      'of a newer version, with a line that this one does not have',
      JSON.stringify({ line: { kind: 'sip' } }),
    ],
  ])('that is %s is kept, and the practice line is used', (_how, content) => {
    const { settings, damaged } = open(content)
    expect(settings.connectionProfile).toEqual({ kind: 'practice' })
    expect(damaged).toMatchObject([{ file: 'settings', connectionRead: false }])
    expect(readFileSync(join(folder, damaged[0]?.keptAs ?? ''))).toEqual(Buffer.from(content))
  })

  test('of a wrong shape in one field loses that field only', () => {
    const { settings } = open(JSON.stringify({ ...STORED, window: 'left' }))
    expect({
      line: settings.connectionProfile,
      window: settings.window,
      told: settings.backgroundHintShown,
    }).toEqual({
      line: LINE,
      window: undefined,
      told: true,
    })
  })

  test('cut anywhere never gives a line other than the one that was stored', () => {
    for (let length = 0; length < TEXT.length; length += 1) {
      const { settings, damaged } = open(TEXT.slice(0, length))
      expect([LINE, { kind: 'practice' }]).toContainEqual(settings.connectionProfile)
      expect(damaged).toHaveLength(1)
      rmSync(join(folder, damaged[0]?.keptAs ?? ''))
    }
  })

  test('with any bytes changed is read without an error, and never lost', () => {
    const change = fc.record({ at: fc.nat(TEXT.length - 1), to: fc.nat(255) })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const content = Buffer.from(TEXT)
        for (const { at, to } of changes) content[at] = to
        const { damaged } = open(content)
        const [kept] = damaged
        expect(readFileSync(kept ? join(folder, kept.keptAs) : path)).toEqual(content)
        if (kept) rmSync(join(folder, kept.keptAs))
      }),
      { seed: 8 },
    )
  })

  test('that is a folder is kept, and does not keep Offhook from starting', () => {
    mkdirSync(path)
    const { settings, damaged } = open()
    expect(damaged).toHaveLength(1)
    settings.backgroundHintShown = true
    expect(onDisk()).toEqual({ toldWhere: true })
  })

  test('two damaged ones in the same second are both kept', () => {
    open('{')
    open('[')
    expect(readdirSync(folder).toSorted()).toEqual([
      'config.damaged-20261128T130005Z-2.json',
      'config.damaged-20261128T130005Z.json',
      'config.json',
    ])
  })

  test('that is a symbolic link stays one', () => {
    const real = join(folder, 'real.json')
    writeFileSync(real, TEXT)
    symlinkSync(real, path)
    open().settings.backgroundHintShown = false
    expect(JSON.parse(readFileSync(real, 'utf8'))).toMatchObject({ toldWhere: false })
  })

  test('that cannot be written keeps what is set for this start, and is written when it can be', async () => {
    const { settings, health, clock } = open(TEXT)
    // A folder in the way of the new content stands for a disk that takes nothing.
    mkdirSync(join(folder, 'config.json.new'))
    chmodSync(path, 0o600)
    settings.doNotDisturb = { until: null, mode: 'silent' }
    expect(settings.doNotDisturb).toEqual({ until: null, mode: 'silent' })
    expect(health.current.problem).toBe('other')
    expect(onDisk()).toEqual(STORED)
    rmSync(join(folder, 'config.json.new'), { recursive: true })
    await clock.advance(30_000)
    expect(onDisk()).toMatchObject({ quiet: { until: null } })
    expect(health.current.problem).toBeNull()
  })
})
