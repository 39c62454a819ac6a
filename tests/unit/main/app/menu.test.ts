import { describe, expect, test } from 'vitest'
import type { MenuItemConstructorOptions } from 'electron'
import { menuTemplate } from '../../../../src/main/app/menu.ts'

function setUp(platform: NodeJS.Platform) {
  const pages: string[] = []
  let exports = 0
  const template = menuTemplate({
    platform,
    development: false,
    onPage: (page) => pages.push(page),
    onExportDiagnostics: () => {
      exports += 1
    },
  })
  const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
  const press = (label: string) => {
    const item = items.find((one) => one.label?.replace('&', '') === label)
    Reflect.apply(item?.click ?? (() => {}), undefined, [])
  }
  return { pages, template, items, press, exported: () => exports }
}

const roles = (items: readonly MenuItemConstructorOptions[]) => items.map(({ role }) => role)

describe.each(['linux', 'win32', 'darwin'] as const)('the application menu on %s', (platform) => {
  test('leads to Settings, Help, the keyboard shortcuts and About', () => {
    const { press, pages } = setUp(platform)
    for (const label of ['Settings…', 'Offhook Help', 'Keyboard shortcuts', 'About and updates']) press(label)
    expect(pages).toEqual(['settings', 'help', 'keyboard', 'about'])
  })

  test('exports the diagnostics', () => {
    const { press, exported } = setUp(platform)
    press('Export diagnostics…')
    expect(exported()).toBe(1)
  })

  test('quits, zooms, edits and closes the window', () => {
    const { items, template } = setUp(platform)
    expect(roles(items)).toEqual(expect.arrayContaining(['quit', 'resetZoom', 'zoomIn', 'zoomOut']))
    expect(roles(template)).toEqual(expect.arrayContaining(['editMenu', 'windowMenu', 'help']))
  })

  test('shows the shortcut of Settings, and takes it itself on macOS only: elsewhere the page does', () => {
    const { items } = setUp(platform)
    const settings = items.find(({ label }) => label === '&Settings…')
    expect(settings).toMatchObject({
      accelerator: 'CommandOrControl+,',
      registerAccelerator: platform === 'darwin',
    })
  })
})
