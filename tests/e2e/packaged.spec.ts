import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unpackedProgram } from '../../scripts/dist.ts'
import { projectFolder } from '../../scripts/lib/project.ts'
import { lastWords, run } from '../../scripts/lib/run.ts'
import { electronArguments, launchOffhook, preparePractice } from '../support/app/launch.ts'
import { expect, SENT_HZ, test } from './fixtures.ts'
import { screen } from './screen.ts'

const CALL = { from: '+12025550142', to: '+12025550100', callerName: 'Ada', party: { tone: 440 } } as const

let endIt = (): unknown => undefined
test.afterEach(() => endIt())

test.describe('the program that "npm run dist" makes', () => {
  test.beforeAll(async () => {
    test.setTimeout(180_000)
    const made = await run('npm', ['run', '--silent', 'dist'], {
      cwd: projectFolder,
      env: process.env,
      timeout: 170_000,
    })
    expect(made.code, lastWords(made)).toBe(0)
  })

  test('starts, registers and is answered on its notification', async ({ desktop, watch }) => {
    const offhook = await launchOffhook({ executable: unpackedProgram, desktop, program: [] })
    const see = screen(offhook.window)
    await expect(see.ready).toBeVisible({ timeout: 20_000 })
    await offhook.exchange.placeCall(CALL)
    expect(await watch.next('shown')).toMatchObject({ summary: 'Ada' })
    await desktop.notifications?.press('Accept')
    await expect(see.timer).toBeVisible()
    await see.hangUp.click()
    await expect(see.noCall).toBeVisible()
    await offhook.close()
    expect(offhook.complaints).toEqual([])
  })

  test('does so started by hand from anywhere, talks, and quits when told to', async ({
    desktop,
    watch,
    ears,
  }) => {
    const practice = await preparePractice()
    const profile = await mkdtemp(join(desktop.folder, 'profile-'))
    const program = spawn(unpackedProgram, electronArguments(profile), {
      cwd: tmpdir(),
      env: { ...desktop.env, ...practice.env },
      stdio: 'ignore',
    })
    const exited = once(program, 'exit')
    endIt = () => program.kill('SIGKILL')
    const { exchange } = await practice.connect()
    await exchange.next('registered', { identity: 'maria' })
    const sid = await exchange.placeCall(CALL)
    const shown = await watch.next('shown')
    expect(shown.actions.map(({ key }) => key)).toEqual(expect.arrayContaining(['accept', 'reject']))
    await desktop.notifications?.press('Accept', { containing: 'Ada' })
    await watch.next('closed', ({ id }) => id === shown.id)
    await exchange.next('bridged', { callSid: sid })
    await exchange.heardAtFarEnd(sid, SENT_HZ)
    expect(Math.abs(((await ears.listen(500)).hz ?? 0) - 440)).toBeLessThan(10)
    await exchange.request('POST', `/calls/${sid}/hangup`)
    await exchange.next('ended', { callSid: sid })
    await ears.silent(300)

    program.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
    await expect(exchange.request('GET', '/clients'), 'its exchange is gone too').rejects.toThrow(
      /fetch failed/,
    )
    exchange.close()
  })
})
