import { pathToFileURL } from 'node:url'
import { escapeMarkup } from './markup.ts'
import type { Toast, ToastAction } from './notifier.ts'

/** How Windows colours a button. */
const STYLES: Readonly<Record<string, string>> = {
  accept: 'Success',
  'end-and-accept': 'Success',
  reject: 'Critical',
}

/** What XML 1.0 allows in a document, section 2.2. A lone surrogate is not among it. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/**
 * A ringing call as Windows shows calls: it stays, its buttons are coloured, and Windows adds no "Close" beside them. The
 * argument strings are in Electron's own grammar, which its parser needs to find the notification and the button.
 */
export function incomingCallXml(toast: Toast, id: string, iconFile: string): string {
  const icon = attribute(pathToFileURL(iconFile).href)
  const buttons = toast.actions.map((action, index) =>
    button(action, `type=action&action=${index}&tag=${id}`),
  )
  return [
    `<toast launch=${attribute(`type=click&tag=${id}`)} scenario="incomingCall" useButtonStyle="true">`,
    '<visual><binding template="ToastGeneric">',
    `<text>${text(toast.title)}</text><text>${text(toast.body)}</text>`,
    `<image placement="appLogoOverride" hint-crop="none" src=${icon}/>`,
    '</binding></visual>',
    // Offhook rings itself.
    '<audio silent="true"/>',
    `<actions>${buttons.join('')}</actions>`,
    '</toast>',
  ].join('')
}

function button({ id, label }: ToastAction, args: string): string {
  const style = STYLES[id]
  const look = style === undefined ? '' : ` hint-buttonStyle="${style}"`
  return `<action content=${attribute(label)}${look} activationType="foreground" arguments=${attribute(args)}/>`
}

const text = (plain: string) => escapeMarkup(plain.replaceAll(NOT_XML, ''))
const attribute = (plain: string) => `"${text(plain)}"`
