import type { Menu, MenuItemConstructorOptions } from 'electron'
import type { PageName } from '../../shared/ipc/contract.ts'
import { t } from '../../shared/messages/translate.ts'

export interface MenuDeps {
  readonly platform: NodeJS.Platform
  readonly development: boolean
  /** Called when the person chooses a page of the window. */
  readonly onPage: (page: PageName) => void
  /** The person chose "Export diagnostics". */
  readonly onExportDiagnostics: () => void
}

/** The application menu. On Linux and Windows it is hidden until Alt is pressed; the window has a menu button as well. */
export function menuTemplate({
  platform,
  development,
  onPage,
  onExportDiagnostics,
}: MenuDeps): MenuItemConstructorOptions[] {
  const page = (label: string, name: PageName): MenuItemConstructorOptions => ({
    label,
    click: () => {
      onPage(name)
    },
  })
  // The page itself listens to this shortcut, so that it works without a menu too.
  const settings: MenuItemConstructorOptions = {
    ...page(t('app-menu.settings'), 'settings'),
    accelerator: 'CommandOrControl+,',
    registerAccelerator: platform === 'darwin',
  }
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const tools: MenuItemConstructorOptions[] = development
    ? [separator, { role: 'reload' }, { role: 'toggleDevTools' }]
    : []
  const first: MenuItemConstructorOptions =
    platform === 'darwin'
      ? {
          role: 'appMenu',
          submenu: [
            { role: 'about' },
            separator,
            settings,
            separator,
            { role: 'services' },
            separator,
            { role: 'hide' },
            { role: 'hideOthers' },
            { role: 'unhide' },
            separator,
            { role: 'quit' },
          ],
        }
      : { label: t('app-menu.offhook'), submenu: [settings, separator, { role: 'quit' }] }
  const view: MenuItemConstructorOptions[] = [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }]
  return [
    first,
    { role: 'editMenu' },
    { label: t('app-menu.view'), submenu: [...view, ...tools] },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        page(t('app-menu.help'), 'help'),
        page(t('app-menu.keyboard'), 'keyboard'),
        separator,
        { label: t('app-menu.export-diagnostics'), click: onExportDiagnostics },
        separator,
        page(t('app-menu.about'), 'about'),
      ],
    },
  ]
}

export function setMenu(menu: typeof Menu, deps: MenuDeps): void {
  menu.setApplicationMenu(menu.buildFromTemplate(menuTemplate(deps)))
}
