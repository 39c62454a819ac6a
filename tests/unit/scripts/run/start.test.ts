import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newestChange } from '../../../../scripts/build/app-build.ts'
import { runInForeground } from '../../../../scripts/lib/foreground.ts'
import { lastWords, run } from '../../../../scripts/lib/run.ts'
import { expectDisplay } from '../../../../scripts/run/start/prepare.ts'
import { sandboxAdvice, type SandboxProbe } from '../../../../scripts/run/start/sandbox.ts'

describe('the sandbox', () => {
  const system = (
    namespaces: boolean,
    helper: boolean,
    settings: Record<string, string> = {},
  ): SandboxProbe => ({
    namespaces: async () => namespaces,
    helper: async () => helper,
    setting: async (path) => settings[path] ?? Promise.reject(new Error('no such file')),
  })

  it.each([
    ['namespaces', system(true, false)],
    [
      'namespaces, whatever a setting says',
      system(true, false, { '/proc/sys/user/max_user_namespaces': '0' }),
    ],
    ["root's helper", system(false, true)],
  ])('needs no advice with %s', async (_, look) => {
    expect(await sandboxAdvice('/opt/electron', look)).toBeUndefined()
  })

  it.each([
    [
      { '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '1\n' },
      'sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0',
    ],
    [
      { '/proc/sys/kernel/unprivileged_userns_clone': '0\n' },
      'sudo sysctl kernel.unprivileged_userns_clone=1',
    ],
    [{ '/proc/sys/user/max_user_namespaces': '0\n' }, 'sudo sysctl user.max_user_namespaces=10000'],
    [{ '/proc/sys/user/max_user_namespaces': '10\n' }, "sudo chmod 4755 '/opt/electron/chrome-sandbox'"],
    [{}, "sudo chown root:root '/opt/electron/chrome-sandbox'"],
  ])('with the settings %o is allowed by %s', async (settings, cure) => {
    expect(await sandboxAdvice('/opt/electron', system(false, false, settings))).toContain(cure)
  })
})

describe('a program that is started', () => {
  const node = process.execPath
  it.each([
    ['process.exit(0)', 0],
    ['process.exit(7)', 7],
    ["process.kill(process.pid, 'SIGTERM')", 143],
  ])('returns its exit code: %s', async (script, code) => {
    expect(await runInForeground(node, ['-e', script], { env: process.env })).toBe(code)
  })

  it('is named if it cannot be started', async () => {
    const nowhere = runInForeground('offhook-no-such-program', [], { env: process.env })
    await expect(nowhere).rejects.toThrow('offhook-no-such-program could not be started')
  })

  it('is ended when the parent process exits without a signal, as npm does', async () => {
    const foreground = new URL('../../../../scripts/lib/foreground.ts', import.meta.url)
    const endless = 'console.log(process.pid); setInterval(() => {}, 1e6)'
    const INNER = `import(${JSON.stringify(foreground)}).then(({ runInForeground }) =>
      runInForeground(process.execPath, ['-e', ${JSON.stringify(endless)}], { env: process.env }))`
    const shell = spawn('sh', ['-c', `"${node}" --import tsx -e "$INNER"; true`], {
      env: { ...process.env, INNER },
    })
    const [first] = await once(shell.stdout, 'data')
    const pid = Number(first)
    expect(isRunning(pid)).toBe(true)
    shell.kill('SIGTERM')
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false)
  })

  it('is ended after its time limit', async () => {
    const done = await run(node, ['-e', 'setInterval(() => {}, 1e6)'], {
      timeout: 1_000,
    })
    expect(done).toMatchObject({ code: null, timedOut: true })
  })

  it('has its last output lines in the error message', () => {
    const said = { code: 1, stdout: 'a\n\nb\n', stderr: 'c\n', timedOut: false }
    expect(lastWords(said, 2)).toBe('b\nc')
  })
})

describe('the newest change', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'offhook-test-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('is found in nested folders; a missing path has the time 0', async () => {
    const deep = join(folder, 'src', 'deep')
    await mkdir(deep, { recursive: true })
    await writeFile(join(deep, 'file.ts'), '')
    for (const path of [join(folder, 'src'), deep]) await utimes(path, 100, 100)
    await utimes(join(deep, 'file.ts'), 200, 200)
    expect(await newestChange([join(folder, 'src')])).toBe(200_000)
    await utimes(deep, 300, 300)
    expect(await newestChange([join(folder, 'src')])).toBe(300_000)
    expect(await newestChange([join(folder, 'nowhere')])).toBe(0)
  })
})

describe('a display', () => {
  it.each<[NodeJS.Platform, NodeJS.ProcessEnv]>([
    ['linux', { DISPLAY: ':0' }],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }],
    ['darwin', {}],
    ['win32', {}],
  ])('exists on %s with %o', (platform, env) => {
    expect(() => expectDisplay(platform, env)).not.toThrow()
  })

  it.each([{}, { DISPLAY: '' }])('is required on Linux: %o', (env) => {
    expect(() => expectDisplay('linux', env)).toThrow('There is no display')
  })
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
