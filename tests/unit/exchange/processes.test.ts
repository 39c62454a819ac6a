import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { connectClient } from '../../support/exchange/test-client.ts'
import { controlSecret } from '../../support/exchange/testbed.ts'

const file = (name: string): string => fileURLToPath(new URL(`../../../exchange/${name}`, import.meta.url))

function run(arguments_: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', file('cli.ts'), ...arguments_], {
    env: { ...process.env, ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said = { out: '', err: '' }
  child.stdout.on('data', (data: Buffer) => (said.out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (said.err += data.toString()))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, said, ended }
}

describe('the command line', () => {
  test('prints its options with --help', async () => {
    const { said, ended } = run(['--help'])
    expect(await ended).toBe(0)
    expect(said.out).toContain('--voice-url')
  }, 20_000)

  test('fails for an invalid value and names it', async () => {
    const { said, ended } = run(['--port', '99999', '--voice-url', 'http://example.com'])
    expect(await ended).toBe(1)
    expect(said.err).toContain('port: must be a port')
    expect(said.err).toContain('voiceUrl')
  }, 20_000)

  test('starts an exchange without options, and closes it on SIGTERM', async () => {
    const { child, said, ended } = run([], { EXCHANGE_CONTROL_SECRET: controlSecret })
    await new Promise<void>((resolve) =>
      child.stdout.on('data', () => said.out.includes('+12025550108') && resolve()),
    )
    const port = Number(/wss:\/\/localhost:(\d+)\/signal/.exec(said.out)?.[1])
    const token = /\n {4}(ey\S+)/.exec(said.out)?.[1] ?? ''
    const client = await connectClient(port)
    await client.register(token)
    child.kill('SIGTERM')
    await client.next('closed')
    expect(await ended).toBe(0)
    expect(said.err).not.toContain(controlSecret)
  }, 20_000)

  test('writes the file of --keep for its owner only, and warns when others can read the file', async () => {
    const keep = join(folder(), 'exchange.json')
    const kept = () => run(['--keep', keep, '--token', 'alice'])
    expect(await kept().ended).toBe(0)
    expect(statSync(keep).mode & 0o777).toBe(0o600)
    chmodSync(keep, 0o644)
    const { said, ended } = kept()
    expect(await ended).toBe(0)
    expect(said.err).toContain(`Other users can read ${keep} (mode 0644). Run: chmod 600 ${keep}`)
  }, 20_000)

  test('writes no file through a link with --keep', async () => {
    const here = folder()
    symlinkSync(join(here, 'victim'), join(here, 'exchange.json'))
    const { said, ended } = run(['--keep', join(here, 'exchange.json'), '--token', 'alice'])
    expect(await ended).toBe(1)
    expect(said.err).toContain('EEXIST')
    expect(existsSync(join(here, 'victim'))).toBe(false)
  }, 20_000)
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'offhook-exchange-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}
