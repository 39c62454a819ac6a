import { parseArgs } from 'node:util'
import { startDesktop } from './desktop.ts'
import { notificationServers } from './notification-servers.ts'
import { runInForeground } from '../../../scripts/lib/foreground.ts'
import { runMain } from '../../../scripts/lib/is-main.ts'

const USAGE = `tsx tests/support/desktop/with-desktop.ts [OPTIONS] -- COMMAND ...
Runs a command on a desktop of its own: virtual screen, session bus, notification server, settings folders.
  --notifications NAME   ${notificationServers.join(', ')} or none (default xfce4-notifyd)
  --sound                also a sound server with one speaker and one microphone
  --size WxH             the screen in pixels (default 1280x800)`

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

await runMain(import.meta.url, async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      notifications: { type: 'string', default: 'xfce4-notifyd' },
      sound: { type: 'boolean', default: false },
      size: { type: 'string', default: '1280x800' },
      help: { type: 'boolean', default: false },
    },
  })
  const [command, ...rest] = positionals
  if (values.help || command === undefined) {
    console.log(USAGE)
    return values.help ? 0 : 2
  }
  const wanted = [...notificationServers, 'none' as const].find((name) => name === values.notifications)
  const size = /^(\d+)x(\d+)$/.exec(values.size)
  if (wanted === undefined || size === null) throw new Error(USAGE)

  // Until the command runs and takes over, a signal ends everything at once.
  const leave = (): void => process.exit(1)
  for (const signal of SIGNALS) process.on(signal, leave)
  const desktop = await startDesktop({
    notifications: wanted,
    sound: values.sound,
    width: Number(size[1]),
    height: Number(size[2]),
  })
  for (const signal of SIGNALS) process.off(signal, leave)
  try {
    return await runInForeground(command, rest, { env: desktop.env })
  } finally {
    await desktop.stop()
  }
})
