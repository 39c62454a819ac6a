import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { electronArguments } from '../../support/app/launch.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

test('starting Offhook twice shows the first window, not a second phone', async ({
  offhook,
  executable,
  desktop,
}) => {
  // A private desktop has no window manager to minimise to, so the first window is hidden instead.
  await offhook.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const second = spawn(executable, [...electronArguments(offhook.userData), projectFolder], {
    env: desktop.env,
  })
  const said: string[] = []
  second.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  const [code] = await once(second, 'close')
  expect(code).toBe(0)
  expect(said.join('')).toContain('Offhook is already open.')
  await expect
    .poll(() =>
      offhook.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.isVisible())),
    )
    .toEqual([true])
  const clients = await offhook.exchange.request('GET', '/clients')
  expect(JSON.stringify(clients).match(/maria/g)).toHaveLength(1)
  await expect(screen(offhook.window).ready).toBeVisible()
})
