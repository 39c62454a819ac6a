import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export const notificationServers = [
  'xfce4-notifyd',
  'dunst',
  'mate-notification-daemon',
  'notification-daemon',
  'mako',
] as const
export type NotificationServer = (typeof notificationServers)[number]

/** How a server is started, and whether its actions are buttons. dunst has them in a menu, mako behind a command. */
export type ServerRecipe = {
  command: string
  args: readonly string[]
  buttons: boolean
}

/** The file a test writes the wanted line of dunst's menu into. */
export const wantedLine = (folder: string): string => join(folder, 'dunst-wanted')

/** Prepares a server's own files in `folder`. */
export async function serverRecipe(server: NotificationServer, folder: string): Promise<ServerRecipe> {
  switch (server) {
    case 'xfce4-notifyd':
      return {
        command: '/usr/lib/x86_64-linux-gnu/xfce4/notifyd/xfce4-notifyd',
        args: [],
        buttons: true,
      }
    case 'mate-notification-daemon':
      return {
        command: '/usr/lib/mate-notification-daemon/mate-notification-daemon',
        args: [],
        buttons: true,
      }
    case 'notification-daemon':
      return { command: '/usr/lib/notification-daemon/notification-daemon', args: [], buttons: true }
    case 'mako':
      return { command: 'mako', args: [], buttons: false }
    case 'dunst':
      return { command: 'dunst', args: ['-config', await dunstConfig(folder)], buttons: false }
  }
}

/** dunst asks a "dmenu" which action is meant: ours answers the line the test wants, instead of a person. */
async function dunstConfig(folder: string): Promise<string> {
  const menu = join(folder, 'dunst-menu')
  await writeFile(menu, `#!/bin/sh\nexec grep -F -m 1 -f '${wantedLine(folder)}'\n`, { mode: 0o755 })
  const file = join(folder, 'dunstrc')
  await writeFile(
    file,
    [
      '[global]',
      `dmenu = ${menu}`,
      'font = DejaVu Sans 11',
      'width = (250, 350)',
      'origin = top-right',
      'offset = 16x16',
      'markup = full',
      'format = "<b>%s</b>\\n%b"',
      '[urgency_critical]',
      'background = "#ffffff"',
      'foreground = "#202020"',
      'frame_color = "#b03030"',
      'timeout = 0',
      '',
    ].join('\n'),
  )
  return file
}
