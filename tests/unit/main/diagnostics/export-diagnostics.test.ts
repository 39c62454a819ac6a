import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import {
  createExportDiagnostics,
  packDiagnostics,
  type ExportDiagnosticsDeps,
} from '../../../../src/main/diagnostics/export-diagnostics.ts'
import { createRedactor } from '../../../../src/main/lib/redactor.ts'
import { newPhone } from '../../../../src/shared/domain/phone.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { aLiveCall, anEndedCall, createMainState } from '../../../support/state/main-state.ts'

const SID = 'CA0123456789abcdef0123456789abcdef'
const TOKEN = `eyJhbGciOiJIUzI1NiJ9.${'e'.repeat(40)}.${'s'.repeat(30)}`
/** Values in every source of the archive. The archive must contain none of them. */
const PLANTED = [
  TOKEN,
  'team-secret-0123456789',
  'account-secret-abcdef',
  'sealed-secret-xyz-987',
  '2025550142',
  '202-555-0143',
  '+441632960961',
  'Ada Lovelace',
  '/home/alice',
  'path-of-a-token-url',
]

const LOG = [
  `[12:00] A token was logged by mistake: ${TOKEN}`,
  '[12:01] Authorization: Bearer team-secret-0123456789',
  '[12:02] {"apiKeySecret":"account-secret-abcdef"}',
  '[12:03] The hidden value sealed-secret-xyz-987 appears without a name.',
  `[12:04] Call sid=${SID} party=number +12025550142, (202-555-0143), ＋44 1632 960961`,
  '[12:05] The file /home/alice/.config/Offhook/config.json is damaged.',
].join('\n')

function setUp(parts: Partial<ExportDiagnosticsDeps> = {}) {
  const { appState } = createMainState()
  const redactor = createRedactor()
  redactor.hide('sealed-secret-xyz-987')
  const log = createMemoryLog()
  const written = new Map<string, Uint8Array>()
  const party = { kind: 'number', address: '+12025550142', name: 'Ada Lovelace' } as const
  const ended = anEndedCall({ id: 'a', sid: SID, party, detail: `Sent to +441632960961 with ${TOKEN}` })
  const deps: ExportDiagnosticsDeps = {
    facts: async () => ({
      environment: { Offhook: '0.1.0', System: 'linux 6.1', Folder: '/home/alice/.config/Offhook' },
      phone: { ...newPhone(1_000), calls: [{ ...aLiveCall('b'), party }] },
      appState: {
        ...appState.current,
        connection: {
          kind: 'team',
          url: 'https://calls.example.com/path-of-a-token-url?secret=team-secret-0123456789',
          method: 'POST',
          secretStored: true,
        },
        recents: [{ ...ended, unseen: false }],
      },
      notifications: { server: 'mako', buttons: false },
      microphone: 'granted',
    }),
    logs: { 'main.old.log': '/logs/main.old.log', 'main.log': '/logs/main.log' },
    readFile: async (path) => {
      if (path === '/logs/main.log') return LOG
      throw new Error('ENOENT: no such file')
    },
    writeFile: async (path, data) => {
      written.set(path, data)
    },
    askForPath: async (name) => `/chosen/${name}`,
    home: '/home/alice',
    redactor,
    clock: () => Date.UTC(2026, 10, 28),
    log,
    ...parts,
  }
  return { deps, log, written }
}

const textsOf = (archive: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(archive)).map(([name, data]) => [name, strFromU8(data)]))

describe('the diagnostics archive', () => {
  test('it holds no secret, no number, no name of a caller and no home folder, wherever these occur in its sources', async () => {
    const texts = textsOf(await packDiagnostics(setUp().deps))
    for (const [name, text] of Object.entries(texts)) {
      const digits = text.replaceAll(/[\s().-]/g, '')
      for (const secret of PLANTED) {
        expect(text, `${secret} in ${name}`).not.toContain(secret)
        if (/^[+\d-]+$/.test(secret)) expect(digits).not.toContain(secret.replaceAll(/\D/g, ''))
      }
    }
  })

  test('it stays readable: states, CallSids, versions and log lines are in it', async () => {
    const texts = textsOf(await packDiagnostics(setUp().deps))
    expect(Object.keys(texts)).toEqual(['report.txt', 'main.log'])
    expect(texts['report.txt']).toContain('Offhook: 0.1.0')
    expect(texts['report.txt']).toContain('Kind: team, https://calls.example.com\n')
    expect(texts['report.txt']).toContain('Notifications: mako, buttons visible: false')
    expect(texts['report.txt']).toContain(SID)
    expect(texts['main.log']).toContain(`Call sid=${SID} party=number …42`)
    expect(texts['main.log']).toContain('~/.config/Offhook/config.json is damaged')
  })

  test('it is written to the chosen path, under a name with the date', async () => {
    const { deps, written } = setUp()
    expect(await createExportDiagnostics(deps)()).toEqual({ ok: true })
    expect([...written.keys()]).toEqual(['/chosen/offhook-diagnostics-2026-11-28.zip'])
  })

  test('nothing is written when the dialog is cancelled', async () => {
    const { deps, written } = setUp({ askForPath: async () => null })
    expect(await createExportDiagnostics(deps)()).toEqual({ ok: true })
    expect(written.size).toBe(0)
  })

  test('a failure to write is reported with a message and logged', async () => {
    const writeFile = () => Promise.reject(new Error('ENOSPC: no space left on device'))
    const { deps, log } = setUp({ writeFile })
    expect(await createExportDiagnostics(deps)()).toMatchObject({
      ok: false,
      problem: expect.stringContaining('no space left'),
    })
    expect(log.lines.join()).toContain('could not be exported')
  })

  test('two requests at once open one dialog', async () => {
    let dialogs = 0
    const { deps } = setUp({
      askForPath: async () => {
        dialogs += 1
        return null
      },
    })
    const exportDiagnostics = createExportDiagnostics(deps)
    await Promise.all([exportDiagnostics(), exportDiagnostics()])
    expect(dialogs).toBe(1)
  })
})
