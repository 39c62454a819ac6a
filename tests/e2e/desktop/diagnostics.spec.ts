import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from '../fixtures/shared.ts'
import { screen } from '../fixtures/screen.ts'

test('Export diagnostics in the menu saves a redacted archive with the log of the last call', async ({
  phone,
  desktop,
}) => {
  const { app, window, exchange } = phone
  const sid = await exchange.placeCall({
    from: '+12025550142',
    to: '+12025550100',
    callerName: 'Ada Lovelace',
  })
  await screen(window).reject.click()
  await exchange.next('ended', { callSid: sid })
  await expect(screen(window).noCall).toBeVisible()

  const path = join(desktop.folder, 'diagnostics.zip')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  await window.getByRole('button', { name: 'Menu', exact: true }).click()
  await window.getByRole('button', { name: 'Export diagnostics…' }).click()
  let archive: Record<string, Uint8Array> = {}
  await expect(async () => {
    archive = unzipSync(await readFile(path))
  }).toPass({ timeout: 10_000 })

  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(Object.keys(archive)).toEqual(expect.arrayContaining(['report.txt', 'main.log']))
  const texts = Object.values(archive).map((data) => strFromU8(data))
  const all = texts.join('\n')
  expect(all).toContain(sid)
  expect(all).toMatch(/direction=incoming .*state=ended reason=rejected/)
  for (const secret of ['2025550142', 'Ada Lovelace', phone.account.apiKeySecret])
    expect(all).not.toContain(secret)
  expect(all).not.toMatch(/eyJ[\w-]{10}/)
})
