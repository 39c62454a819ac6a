import type { App } from 'electron'
import { parsePhoneLink } from '../../shared/domain/dial/phone-link.ts'
import type { MainMessage } from '../../shared/ipc/contract.ts'
import type { IncomingLinks } from '../desktop/links/incoming-links.ts'

export interface AppEventsDeps {
  readonly app: App
  readonly platform: NodeJS.Platform
  readonly incomingLinks: IncomingLinks
  readonly onOpen: () => void
  readonly send: (message: MainMessage) => void
}

/**
 * Opens the window when Offhook is started again, opened by a link or activated in the Dock, and sends links to its page. Quits when
 * the last window closes, except on macOS, where an application keeps running without windows.
 */
export function connectAppEvents({ app, platform, incomingLinks, onOpen, send }: AppEventsDeps): void {
  app.on('second-instance', onOpen)
  app.on('open-url', onOpen)
  app.on('activate', onOpen)
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit()
  })
  incomingLinks.onLink((raw) => {
    send({ type: 'phone-link', link: parsePhoneLink(raw) })
  })
}
