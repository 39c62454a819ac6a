import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answerConnectionDialogs } from '../../support/app/dialogs.ts'
import { json, startTokenHost } from '../../support/team/token-host.ts'
import { voiceToken } from '../../support/team/tokens.ts'
import { screen } from '../fixtures/screen.ts'
import { expect, test } from '../fixtures/offhook.ts'

const KEEP = 'Keep the current connection'

test('a script in the page changes the connection only when the person confirms it in a dialog that names the host', async ({
  offhook,
}) => {
  const see = screen(offhook.window)
  await expect(see.ready).toBeVisible()
  const host = await startTokenHost(json({ token: voiceToken() }))
  const choice = { kind: 'team', url: `${host.url}?contacts=Ada`, method: 'GET', secret: 'anything' }
  const choose = () =>
    offhook.window.evaluate((wanted) => {
      const bridge: unknown = Reflect.get(globalThis, 'offhook')
      const request: unknown = Reflect.get(Object(bridge), 'request')
      if (typeof request !== 'function') throw new Error('There is no bridge.')
      const reply: unknown = Reflect.apply(request, bridge, [{ type: 'select-connection', choice: wanted }])
      return reply
    }, choice)

  const refused = await answerConnectionDialogs(offhook.app, KEEP)
  expect(await choose()).toMatchObject({ ok: false, problem: 'not-confirmed' })
  const [question] = await refused.asked()
  expect(question?.message).toBe(`Use ${new URL(host.url).host} for your calls?`)
  expect(question?.detail).toContain(choice.url)
  expect(question?.buttons[0], 'what Enter and Escape press').toBe(KEEP)
  expect(host.asked, 'nothing was sent there').toEqual([])

  // Repeated attempts do not show further dialogs.
  for (let count = 0; count < 20; count += 1) await choose()
  expect((await refused.asked()).length).toBe(3)
  expect(host.asked).toEqual([])
  await expect(see.ready).toBeVisible()
  const stored = await readFile(join(offhook.userData, 'config.json'), 'utf8').catch(() => '{}')
  expect(stored).not.toContain(new URL(host.url).host)
  await host.close()
})
