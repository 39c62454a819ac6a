import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { projectFolder } from '../../scripts/lib/project.ts'
import { electronArguments } from '../support/app/launch.ts'
import { expect, test } from './fixtures.ts'
import { screen } from './screen.ts'

test('starting Offhook twice shows the first window, not a second phone', async ({
  offhook,
  executable,
  desktop,
}) => {
  const focused = offhook.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<boolean>((resolve) => {
        const [window] = BrowserWindow.getAllWindows()
        window?.minimize()
        window?.once('restore', () => resolve(true))
        window?.once('focus', () => resolve(true))
      }),
  )
  const second = spawn(executable, [...electronArguments(offhook.userData), projectFolder], {
    env: desktop.env,
  })
  const [code] = await once(second, 'exit')
  expect(code).toBe(0)
  expect(await focused).toBe(true)
  expect(await offhook.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  const clients = await offhook.exchange.request('GET', '/clients')
  expect(JSON.stringify(clients).match(/maria/g)).toHaveLength(1)
  await expect(screen(offhook.window).ready).toBeVisible()
})
