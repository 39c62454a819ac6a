import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NOTICES } from '../../../scripts/build/licences/notices.ts'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { startOffhook } from '../../support/app/launch.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { settings } from '../fixtures/settings.ts'

test('whose work is in it opens as a text, out of Settings', async ({ executable, desktop }) => {
  // The desktop's way to open a file, which only writes down what it was given.
  const folder = await mkdtemp(join(desktop.folder, 'opener-'))
  const opened = join(folder, 'opened')
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" >> '${opened}'\n`
  await writeFile(join(folder, 'xdg-open'), script, { mode: 0o755 })
  const env = { PATH: `${folder}:${process.env.PATH ?? ''}` }
  const offhook = await startOffhook({ executable, desktop, env })
  try {
    await settings(offhook.window).open()
    await offhook.window.getByRole('button', { name: 'Licences' }).click()
    const asked = (): Promise<string> => readFile(opened, 'utf8').catch(() => '')
    await expect.poll(asked).toBe(`${join(projectFolder, NOTICES)}\n`)
    expect(await readFile((await asked()).trim(), 'utf8')).toContain('@twilio/voice-sdk')
  } finally {
    await offhook.close()
  }
})
