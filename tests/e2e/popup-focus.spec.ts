import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { run } from '../../scripts/lib/run.ts'
import { projectFolder } from '../../scripts/lib/project.ts'
import { defined, electronArguments } from '../support/app/launch.ts'
import { popupOf } from '../support/app/popup.ts'
import { expect, test } from './fixtures.ts'
import { screen } from './screen.ts'

const typist = join(projectFolder, 'tests', 'support', 'main', 'typist.cjs')

test.afterEach(async ({ desktop, notificationServer }) => {
  await desktop.useNotifications(notificationServer)
})

test('the call window takes neither the focus nor a keystroke from what somebody types into', async ({
  offhook,
  desktop,
  executable,
}) => {
  await desktop.useNotifications('none')
  const other = await _electron.launch({
    executablePath: executable,
    args: [...electronArguments(await mkdtemp(join(desktop.folder, 'typist-'))), typist],
    env: defined(desktop.env),
  })
  const xdotool = async (...args: readonly string[]) => {
    const done = await run('xdotool', args, { env: desktop.env, timeout: 20_000 })
    expect(done.stderr, `xdotool ${args.join(' ')}`).toBe('')
    return done.stdout.trim()
  }
  try {
    const page = await other.firstWindow()
    const paper = page.locator('textarea')
    await desktop.screen.click(150, 600)
    await expect(paper).toBeFocused()
    await xdotool('type', 'before ')
    await expect(paper).toHaveValue('before ')
    const focused = await xdotool('getwindowfocus')

    const sid = await offhook.exchange.placeCall({ from: '+12025550142', to: '+12025550100' })
    const popup = await popupOf(offhook.app, desktop)
    await expect(popup.incomingFrom('(202) 555-0142')).toBeVisible()
    expect(await xdotool('getwindowfocus')).toBe(focused)
    // Space and Enter would press a button that had the focus.
    await xdotool('type', 'while it rings ')
    await xdotool('key', 'Return')
    await expect(paper).toHaveValue('before while it rings \n')
    await expect(page.locator('textarea:focus')).toHaveCount(1)

    const microphone = async () => {
      const { state } = await navigator.permissions.query({ name: 'microphone' })
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null)
      for (const track of stream?.getTracks() ?? []) track.stop()
      return { state, opens: stream !== null }
    }
    expect(await popup.page.evaluate(microphone), 'the call window').toEqual({
      state: 'denied',
      opens: false,
    })
    expect(await offhook.window.evaluate(microphone), 'the phone').toEqual({ state: 'granted', opens: true })

    await popup.press('Reject')
    await popup.gone()
    await offhook.exchange.next('ended', { callSid: sid })
    await expect(screen(offhook.window).text(/You rejected the call/)).toBeVisible()
    await xdotool('type', 'after')
    await expect(paper).toHaveValue('before while it rings \nafter')
    expect(await xdotool('getwindowfocus')).toBe(focused)
  } finally {
    await other.close()
  }
})
