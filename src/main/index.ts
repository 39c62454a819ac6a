import { app, dialog, protocol } from 'electron'
import { claimIdentity } from './app-identity.ts'
import { awaitLinks, type ArrivingLinks } from './links/arriving.ts'
import { lockDown } from './lock-down.ts'
import { reasonOf } from './log.ts'
import { registerPageScheme } from './page-protocol.ts'
import { openFirstWindow } from './start/first-window.ts'
import { standOnGround } from './start/ground.ts'

/** The window first, which needs next to nothing; the phone behind it is a program many times as large. */
async function start(arriving: ArrivingLinks): Promise<void> {
  const ground = standOnGround()
  const window = openFirstWindow(ground)
  await window.drawn
  const { moveIn } = await import('./move-in.ts')
  moveIn(ground, window, arriving)
}

function giveUp(error: unknown): void {
  dialog.showErrorBox('Offhook cannot start', reasonOf(error))
  app.exit(1)
}

registerPageScheme(protocol)
lockDown(app)
if (claimIdentity(app)) {
  const arriving = awaitLinks(app, process.argv)
  void app.whenReady().then(() => start(arriving).catch(giveUp))
} else app.quit()
