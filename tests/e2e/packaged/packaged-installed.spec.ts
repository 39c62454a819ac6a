import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, chown, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { extractFile, uncacheAll } from '@electron/asar'
import * as v from 'valibot'
import { lastWords } from '../../../scripts/lib/run.ts'
import { ordinaryAccount, type OrdinaryAccount } from '../../support/packaged/account.ts'
import { openPrivateRoot } from '../../support/packaged/open-private-root.ts'
import { isRoot, ORDINARY, type PrivateRoot } from '../../support/packaged/private-root.ts'
import { storeTrainingLine } from '../../support/packaged/training-line.ts'
import { namespacesAllowed, renderers } from '../../support/packaged/sandbox.ts'
import { SENT_HZ } from '../fixtures/offhook.ts'
import { expect, test } from '../fixtures/packed.ts'

const CALL = { from: '+12025550142', to: 'client:maria', callerName: 'Ada', party: { tone: 440 } } as const
const INSTALLED = '/opt/Offhook'
const ASAR = `${INSTALLED}/resources/app.asar`
/** What a package manager and a desktop write down about every package there is. */
const BOOKS = [
  /^\/var\/(?:lib\/dpkg|log|cache)(?:\/|$)/,
  /^\/usr\/share\/(?:applications\/mimeinfo|icons\/hicolor\/icon-theme)\.cache$/,
]

/** No word on the command line, but in a container that allows no sandbox at all. */
const USUAL = (sandboxed: boolean): string[] => (sandboxed ? [] : ['--no-sandbox'])

let root: PrivateRoot
let endIt = (): unknown => undefined
test.afterEach(async () => {
  endIt()
  await root.close()
})

const dpkg = async (...words: string[]): Promise<string> => {
  const done = await root.dpkg(words)
  expect(done.code, lastWords(done, 20)).toBe(0)
  return done.stdout
}

const versionInside = (): string => {
  // The library remembers an archive by its path.
  uncacheAll()
  const text = extractFile(root.outside(ASAR), 'package.json').toString()
  return v.parse(v.object({ version: v.string() }), JSON.parse(text)).version
}

const leftBehind = async () => {
  const { added, removed } = await root.changes()
  return { added: added.filter((path) => BOOKS.every((book) => !book.test(path))), removed }
}

test('the Debian package is installed, takes a call, is upgraded, and goes without a trace', async ({
  packing,
  desktop,
  watch,
  audioCapture,
}, { annotations }) => {
  test.setTimeout(120_000)
  root = await openPrivateRoot()
  const sandboxed = await namespacesAllowed()
  annotations.push(
    { type: 'root', description: root.kind },
    { type: 'sandbox', description: String(sandboxed) },
  )
  await chmod(desktop.folder, 0o711)
  const account = await ordinaryAccount(desktop)

  await test.step('installed', async () => {
    await dpkg('--install', packing.deb)
    expect(await dpkg('--status', 'offhook')).toContain('Status: install ok installed')
    // Chromium's other way to a sandbox, for systems whose kernel keeps namespaces from people.
    const helper = await stat(root.outside(`${INSTALLED}/chrome-sandbox`))
    expect(helper.mode & 0o7777).toBe(0o4755)
    expect(helper.uid).toBe(isRoot() ? 0 : process.getuid?.())
    expect(await dpkg('--verify', 'offhook')).toBe('')
  })

  await test.step('started by an ordinary account it takes a call, in its sandbox', async () => {
    const phone = await startInstalled(account, USUAL(sandboxed))
    const sid = await phone.exchange.placeCall(CALL)
    const shown = await watch.next('shown')
    await desktop.notifications?.press('Accept', { containing: 'Ada' })
    await watch.next('closed', ({ id }) => id === shown.id)
    await phone.exchange.next('bridged', { callSid: sid })
    await phone.exchange.heardAtFarEnd(sid, SENT_HZ)
    await audioCapture.waitForTone(440)

    const confined = await confinement(account)
    if (sandboxed) expect(confined).toEqual({ seccomp: 2, ownNamespace: true, ownProcesses: true })
    await phone.exchange.request('POST', `/calls/${sid}/hangup`)
    await phone.exchange.next('ended', { callSid: sid })
    await audioCapture.waitForSilence(300)
    await phone.quit()
  })

  await test.step('upgraded it is the new version, with what was the person’s', async () => {
    const before = versionInside()
    await dpkg('--install', packing.next.deb)
    expect([before, versionInside()]).toEqual([
      expect.not.stringMatching(packing.next.version),
      packing.next.version,
    ])
    // The other way to a sandbox, for systems that keep namespaces from ordinary accounts: the helper that belongs to root.
    const byHelper = root.kind === 'system'
    const phone = await startInstalled(account, byHelper ? ['--disable-namespace-sandbox'] : USUAL(sandboxed))
    if (byHelper) {
      const confined = { seccomp: 2, ownNamespace: false, ownProcesses: true }
      expect(await confinement(account)).toEqual(confined)
    }
    await phone.quit()
  })

  await test.step('removed it leaves what was the person’s, and nothing else', async () => {
    await dpkg('--remove', 'offhook')
    expect(await leftBehind()).toEqual({ added: [], removed: [] })
    await dpkg('--purge', 'offhook')
    expect(await leftBehind()).toEqual({ added: [], removed: [] })
    expect((await root.dpkg(['--status', 'offhook'])).code).not.toBe(0)
    expect(existsSync(join(account.profile, 'config.json')), 'the settings').toBe(true)
  })
})

/** How the kernel confines the page's process, which has to run as the ordinary account. */
async function confinement(account: OrdinaryAccount) {
  const [page, ...more] = await renderers(account.profile)
  expect(more).toEqual([])
  expect(page?.uid).toBe(isRoot() ? ORDINARY : process.getuid?.())
  const { seccomp, ownNamespace, processLevels = 1 } = page ?? {}
  return { seccomp, ownNamespace, ownProcesses: processLevels > 1 }
}

/** Starts what is installed, as a person would; waits until it is registered. */
async function startInstalled(account: OrdinaryAccount, flags: readonly string[]) {
  const line = await storeTrainingLine(account.profile, account.env['HOME'] ?? '')
  if (isRoot()) {
    await chown(account.profile, ORDINARY, ORDINARY)
    await chown(join(account.profile, 'config.json'), ORDINARY, ORDINARY)
  }
  const path = root.kind === 'system' ? '/usr/bin/offhook' : `${INSTALLED}/offhook`
  const [command = '', ...args] = [...root.command(path), ...flags]
  const program = spawn(command, args, {
    env: account.env,
    stdio: 'ignore',
    cwd: '/',
  })
  const exited = once(program, 'exit')
  endIt = () => program.kill('SIGKILL')
  const { exchange } = line
  await exchange.next('registered', { identity: 'maria' })
  return {
    exchange,
    async quit() {
      program.kill('SIGTERM')
      expect(await exited).toEqual([0, null])
      await line.close()
    },
  }
}
