import type { Menu, MenuItemConstructorOptions } from 'electron'

/** The least a menu has to hold so that the usual shortcuts work: editing, zoom, closing, quitting. */
export function menuTemplate(platform: NodeJS.Platform, development: boolean): MenuItemConstructorOptions[] {
  const tools: MenuItemConstructorOptions[] = development
    ? [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }]
    : []
  const first: MenuItemConstructorOptions =
    platform === 'darwin' ? { role: 'appMenu' } : { label: '&Offhook', submenu: [{ role: 'quit' }] }
  const view: MenuItemConstructorOptions[] = [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }]
  return [
    first,
    { role: 'editMenu' },
    { label: '&View', submenu: [...view, ...tools] },
    { role: 'windowMenu' },
  ]
}

export function setMenu(menu: typeof Menu, platform: NodeJS.Platform, development: boolean): void {
  menu.setApplicationMenu(menu.buildFromTemplate(menuTemplate(platform, development)))
}
