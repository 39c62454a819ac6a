import { pathToFileURL } from 'node:url'
import { escapeMarkup } from '../markup.ts'
import type { Toast, ToastAction } from '../notifier.ts'

/** The colour of a button on Windows. */
const STYLES: Readonly<Record<string, string>> = {
  accept: 'Success',
  'end-and-accept': 'Success',
  reject: 'Critical',
}

/** The characters that XML 1.0 allows (section 2.2). Lone surrogates are not allowed. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/**
 * The toast of a ringing call, in the Windows style for calls: it stays on the screen, its buttons are coloured, and Windows adds
 * no "Close" button. The argument strings use Electron's own grammar, which its parser needs to identify the notification and the
 * button.
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
    // Offhook plays the ringtone itself.
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
