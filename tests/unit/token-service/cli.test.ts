import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { VARIABLES } from '../../../token-service/environment.ts'
import { watch } from '../../support/processes/child-output.ts'
import { INPUT, leaksIn, SECRETS } from './support.ts'

const folder = mkdtempSync(join(tmpdir(), 'offhook-token-service-'))
const usersFile = join(folder, 'users.json')
const children: ChildProcess[] = []
afterEach(() => void children.splice(0).map((child) => child.kill('SIGKILL')))
afterAll(() => rmSync(folder, { recursive: true }))

const ENV = {
  TWILIO_ACCOUNT_SID: INPUT.accountSid,
  TWILIO_API_KEY_SID: INPUT.apiKeySid,
  TWILIO_API_KEY_SECRET: SECRETS.apiKeySecret,
  TWILIO_TWIML_APP_SID: INPUT.twimlAppSid,
  TWILIO_AUTH_TOKEN: SECRETS.authToken,
  PUBLIC_URL: 'https://phone.example.com',
  USERS_FILE: usersFile,
  PORT: '0',
}

function run(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'token-service/cli.ts', ...args], {
    env: { PATH: process.env['PATH'], ...env },
  })
  children.push(child)
  return { child, ...watch(child) }
}

// Node and tsx start from nothing in each of these, which takes its time on a busy machine.
describe('the command line', { timeout: 60_000 }, () => {
  test('--help names every setting and every command', async () => {
    const { code, stdout } = await run(['--help']).ended
    expect(code).toBe(0)
    expect(stdout).toContain('add-user IDENTITY')
    for (const [name] of Object.values(VARIABLES)) expect(stdout).toContain(name)
  })

  test('an unknown command is refused with the help', async () => {
    const { code, stdout, stderr } = await run(['bogus']).ended
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('Usage:')
  })

  test('without configuration the service exits and names every required value', async () => {
    const { code, stderr } = await run([]).ended
    expect(code).toBe(1)
    const named = [...stderr.matchAll(/^ {2}- (\w+) is missing: it must .{10,}$/gm)].map(([, name]) => name)
    expect(named).toEqual([
      'TWILIO_ACCOUNT_SID',
      'TWILIO_API_KEY_SID',
      'TWILIO_API_KEY_SECRET',
      'TWILIO_TWIML_APP_SID',
      'USERS_FILE',
    ])
  })

  test('a user that add-user created gets a token, and the service stops with SIGTERM', async () => {
    const added = await run(['add-user', 'alice'], ENV).ended
    expect(added.code).toBe(0)
    const secret = /^([\w-]{12}\.[\w-]{43})$/m.exec(added.stdout)?.[1] ?? ''
    expect(readFileSync(usersFile, 'utf8')).not.toContain(secret.split('.')[1])
    expect(statSync(usersFile).mode & 0o077).toBe(0)

    const service = run([], ENV)
    const [, port] = await service.output(/"event":"listening","host":"127.0.0.1","port":(\d+)/)
    const response = await fetch(`http://127.0.0.1:${port}/token`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
    })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ identity: 'alice' })

    service.child.kill('SIGTERM')
    const { code, stdout, stderr } = await service.ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => String(JSON.parse(line).event))
    expect(events).toEqual(['calls to numbers will be refused', 'listening', 'token issued', 'stopped'])
    expect(stdout).not.toContain(secret)
    expect(leaksIn(stdout)).toEqual([])
  })

  test('a users file that others can change is reported at the start, with the command that corrects it', async () => {
    const open = join(folder, 'open.json')
    writeFileSync(open, readFileSync(usersFile))
    chmodSync(open, 0o666)
    const service = run([], { ...ENV, USERS_FILE: open })
    const [warned] = await service.output(/.*users file is open to others.*/)
    expect(warned).toContain('Other users can change USERS_FILE (mode 0666). Run: chmod 600 USERS_FILE')
  })

  test('a port that is in use is reported, with a solution', async () => {
    const first = run([], ENV)
    const [, port = ''] = await first.output(/"port":(\d+)/)
    const { code, stderr } = await run([], { ...ENV, PORT: port }).ended
    expect(code).toBe(1)
    expect(stderr).toContain(`PORT ${port} (EADDRINUSE). Another program has this port`)
  })
})
