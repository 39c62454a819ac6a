import { nativeImage, Menu, Tray } from 'electron'
import type { TrayIcon } from '../../shared/messages/tray.ts'
import type { TrayHandle } from './tray.ts'

/** Paths of the pictures; those of macOS are black shapes that the menu bar colours. */
export type TrayIconFiles = Readonly<Record<TrayIcon | `${TrayIcon}-template`, string>>

/** A place in the tray of this desktop. */
export function createElectronTray(
  iconFiles: TrayIconFiles,
  platform: NodeJS.Platform,
  first: TrayIcon,
): TrayHandle {
  const isMac = platform === 'darwin'
  const image = (icon: TrayIcon) => {
    const image = nativeImage.createFromPath(isMac ? iconFiles[`${icon}-template`] : iconFiles[icon])
    if (!isMac) return image
    const small = nativeImage.createFromBuffer(image.toPNG(), { scaleFactor: 2 })
    small.setTemplateImage(true)
    return small
  }
  const tray = new Tray(image(first))
  return {
    show(icon, tooltip) {
      tray.setImage(image(icon))
      tray.setToolTip(tooltip)
    },
    setMenu(template) {
      tray.setContextMenu(Menu.buildFromTemplate(template))
    },
    onClick(listener) {
      // On macOS a click opens the menu.
      if (!isMac) tray.on('click', listener)
    },
    destroy() {
      tray.destroy()
    },
  }
}
