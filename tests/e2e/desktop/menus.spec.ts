import { once } from 'node:events'
import type { ElectronApplication } from '@playwright/test'
import { launchOffhook } from '../../support/app/launch.ts'
import { expect, test } from '../fixtures/shared.ts'

/** Records the content of the next context menus instead of showing them. */
async function watchMenus(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ app: program, Menu }) => {
    const build = Menu.buildFromTemplate.bind(Menu)
    Menu.buildFromTemplate = (items) => {
      const menu = build(items)
      menu.popup = () =>
        Object.assign(program, { shownMenu: items.map(({ label, role, type }) => label ?? role ?? type) })
      Object.assign(program, { chooseFirst: () => menu.items[0]?.click() })
      return menu
    }
  })
}

const shownMenu = (app: ElectronApplication) =>
  app.evaluate(({ app: program }): unknown => Reflect.get(program, 'shownMenu'))

test('a right click offers to paste into a field, and to copy the number of a caller with its country code', async ({
  phone,
}) => {
  const { app, window, exchange } = phone
  await watchMenus(app)
  await window.getByRole('textbox', { name: 'Number or name' }).click({ button: 'right' })
  await expect.poll(() => shownMenu(app)).toEqual(['cut', 'copy', 'paste', 'separator', 'selectAll'])

  const sid = await exchange.placeCall({ from: '+442079460018', to: '+12025550100', callerName: 'Ada' })
  await window.getByRole('heading', { name: /Ada/ }).click({ button: 'right' })
  await expect.poll(() => shownMenu(app)).toEqual(['Copy number', 'copy'])
  await app.evaluate(({ app: program }) => Reflect.apply(Reflect.get(program, 'chooseFirst'), undefined, []))
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe('+442079460018')
  await exchange.request('POST', `/calls/${sid}/hangup`)

  await window.getByRole('tab', { name: 'Recents' }).click()
  await app.evaluate(({ app: program }) => Object.assign(program, { shownMenu: null }))
  await window.getByRole('button', { name: 'Call Ada' }).click({ button: 'right' })
  await expect.poll(() => shownMenu(app)).toEqual(['Copy number', 'copy'])
})

test('Settings, Help and About are reached without the Alt key, and from the application menu', async ({
  phone,
}) => {
  const { app, window } = phone
  const menu = window.getByRole('button', { name: 'Menu', exact: true })
  await menu.click()
  await window.getByRole('button', { name: 'Help', exact: true }).click()
  await expect(
    window.getByText('Offhook cannot make emergency calls. Use a mobile or landline.'),
  ).toBeVisible()
  await menu.click()
  await window.getByRole('button', { name: 'About Offhook' }).click()
  await expect(window.getByRole('heading', { name: 'About and updates' })).toBeInViewport()
  await window.getByRole('tab', { name: 'Keypad' }).click()
  await window.keyboard.press('Control+,')
  await expect(window.getByRole('heading', { name: 'Test my ring' })).toBeVisible()

  await app.evaluate(({ Menu, BrowserWindow }) => {
    const help = Menu.getApplicationMenu()?.items.find(({ role }) => role === 'help')
    help?.submenu?.items.find(({ label }) => label.includes('Keyboard'))?.click()
    return BrowserWindow.getAllWindows().length
  })
  await expect(window.getByRole('heading', { name: 'Keyboard shortcuts' })).toBeInViewport()
})

test('Quit in the menu of the window quits', async ({ executable, desktop }) => {
  // One of its own: the other tests share theirs.
  const own = await launchOffhook({ executable, desktop })
  const closed = once(own.app.process(), 'exit')
  await own.window.getByRole('button', { name: 'Menu', exact: true }).click()
  await own.window.getByRole('button', { name: 'Quit Offhook' }).click()
  expect(await closed).toEqual([0, null])
  own.exchange.close()
})
