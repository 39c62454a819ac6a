import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { listPackage } from '@electron/asar'
import { lastWords, run } from '../../../scripts/lib/run.ts'
import { electronArguments, freePort, preparePractice } from '../../support/app/launch.ts'
import { NAMED_FUSES, readFuses, writeIntruder } from '../../support/packaged/fuses.ts'
import { storeTrainingLine } from '../../support/packaged/training-line.ts'
import { SENT_HZ } from '../fixtures/offhook.ts'
import { expect, test } from '../fixtures/packed.ts'

const CALL = { from: '+12025550142', to: 'client:maria', callerName: 'Ada', party: { tone: 440 } } as const

let endIt = (): unknown => undefined
test.afterEach(() => endIt())

test.describe('the program that "npm run dist" makes', () => {
  test('has every fuse off that would let other code run in it', async ({ packing }) => {
    const fuses = await readFuses(packing.program)
    // Electron 44 added a ninth fuse. A fuse without a name here must be reviewed and added.
    expect(Object.keys(fuses).filter((name) => !NAMED_FUSES.includes(name))).toEqual([])
    expect(fuses).toMatchObject({
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

  test('holds the program and the licences, and nothing a developer needs', async ({ packing }) => {
    const folder = dirname(packing.program)
    const beside = await readdir(folder)
    expect(beside).toEqual(expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']))
    const resources = await readdir(join(folder, 'resources'))
    expect(resources).toEqual(expect.arrayContaining(['LICENSE.txt', 'THIRD-PARTY-NOTICES.txt']))
    expect(resources).not.toContain('default_app.asar')
    const packed = listPackage(join(folder, 'resources', 'app.asar'), { isPack: false })
    expect(packed).toContain('/out/main/bundled-servers.js')
    expect(packed.filter((path) => /node_modules|\.map$|\.tsx?$/.test(path))).toEqual([])
  })

  test('started by hand from anywhere it rings, talks and quits, whatever a debugger tries', async ({
    packing,
    desktop,
    watch,
    audioCapture,
  }) => {
    // A packaged program ignores these environment variables, so its exchange cannot be reached.
    const practice = await preparePractice()
    const controlPort = practice.env['OFFHOOK_CONTROL_PORT'] ?? ''
    const profile = await mkdtemp(join(desktop.folder, 'profile-'))
    const line = await storeTrainingLine(profile, desktop.folder)
    const { exchange } = line
    const keyLog = join(desktop.folder, 'tls-keys')
    const inspectorPort = await freePort()
    const debuggingPort = await freePort()
    const intruder = await writeIntruder(desktop.folder)
    const doors = [
      `--ssl-key-log-file=${keyLog}`,
      `--inspect=${inspectorPort}`,
      `--remote-debugging-port=${debuggingPort}`,
    ]
    const program = spawn(packing.program, [...doors, ...electronArguments(profile)], {
      cwd: tmpdir(),
      env: {
        ...desktop.env,
        ...practice.env,
        ...intruder.env,
        SSLKEYLOGFILE: keyLog,
        ELECTRON_RUN_AS_NODE: '1',
      },
      stdio: 'ignore',
    })
    const exited = once(program, 'exit')
    endIt = () => program.kill('SIGKILL')
    await exchange.next('registered', { identity: 'maria' })
    // The name in the desktop file, by which a desktop knows whose windows these are.
    const ours = await run('xdotool', ['search', '--classname', '^offhook$'], { env: desktop.env })
    expect(ours.code, lastWords(ours)).toBe(0)
    const sid = await exchange.placeCall(CALL)
    const shown = await watch.next('shown')
    expect(shown.actions.map(({ key }) => key)).toEqual(expect.arrayContaining(['accept', 'reject']))
    await desktop.notifications?.press('Accept', { containing: 'Ada' })
    await watch.next('closed', ({ id }) => id === shown.id)
    await exchange.next('bridged', { callSid: sid })
    await exchange.heardAtFarEnd(sid, SENT_HZ)
    await audioCapture.waitForTone(440)
    for (const port of [inspectorPort, debuggingPort])
      await expect(fetch(`http://127.0.0.1:${port}/json`)).rejects.toThrow(/fetch failed/)
    expect(existsSync(intruder.trace), 'NODE_OPTIONS had no say').toBe(false)
    expect(existsSync(keyLog), 'the keys of TLS connections').toBe(false)
    await expect(fetch(`http://127.0.0.1:${controlPort}/healthz`)).rejects.toThrow(/fetch failed/)
    await exchange.request('POST', `/calls/${sid}/hangup`)
    await exchange.next('ended', { callSid: sid })
    await audioCapture.waitForSilence(300)

    program.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
    await line.close()
  })
})
