import { accessSync, constants, existsSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { app, dialog, protocol } from 'electron'
import { t } from '../shared/messages/translate.ts'
import { setIdentity } from './app/process/app-identity.ts'
import { configFolder, sanitizeEnvironment } from './app/process/environment-variables.ts'
import { lockProblem, profileProblem } from './app/process/profile.ts'
import { listenForLinks, type IncomingLinks } from './desktop/links/incoming-links.ts'
import { lockDown } from './app/process/lock-down.ts'
import { errorMessage } from './lib/log.ts'
import { registerPageScheme } from './windows/page/page-protocol.ts'
import { xwaylandRelaunch } from './windows/display-server.ts'
import { createMainWindow } from './app/main-window.ts'
import { createEnvironment } from './app/environment.ts'

/** Shows the window first, and loads the services, which are many times as large, after its first paint. */
async function start(incomingLinks: IncomingLinks): Promise<void> {
  const environment = createEnvironment()
  if (changed.length > 0) environment.log.info(`Changed in the environment: ${changed.join(', ')}.`)
  const window = createMainWindow(environment)
  await window.firstPaint
  const { bootstrap } = await import('./app/bootstrap.ts')
  bootstrap(environment, window, incomingLinks)
}

function failToStart(error: unknown): void {
  const reason = errorMessage(error)
  process.stderr.write(`Offhook cannot start. ${reason}\n`)
  dialog.showErrorBox(t('dialog.cannot-start'), reason)
  app.exit(1)
}

/** Shows a dialog and exits. Chromium needs a profile to show anything, and the configured one cannot be used. */
function refuseToStart(problem: string): void {
  try {
    app.setPath('userData', mkdtempSync(join(tmpdir(), 'offhook-')))
  } catch {
    // Chromium may be able to show the dialog without a profile.
  }
  void app.whenReady().then(() => failToStart(problem))
}

function isWritableFolder(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

const changed = sanitizeEnvironment(process.env, {
  platform: process.platform,
  isPackaged: app.isPackaged,
  isWritableFolder,
  exists: existsSync,
  accountHome: () => userInfo().homedir,
})
registerPageScheme(protocol)
lockDown(app)
setIdentity(app, configFolder(process.platform, process.env, changed))
const profile = app.getPath('userData')
const problem = profileProblem(profile)
const relaunch = xwaylandRelaunch({
  platform: process.platform,
  isPackaged: app.isPackaged,
  env: process.env,
  program: process.execPath,
  argv: process.argv,
})
if (relaunch) {
  app.relaunch(relaunch)
  app.exit(0)
} else if (problem !== null) refuseToStart(problem)
else if (app.requestSingleInstanceLock()) {
  const incomingLinks = listenForLinks(app, process.argv)
  void app.whenReady().then(() => start(incomingLinks).catch(failToStart))
} else {
  const refused = lockProblem(profile, process.platform)
  if (refused === null) {
    process.stdout.write('Offhook is already open. Its window has been brought to the front.\n')
    app.quit()
  } else refuseToStart(refused)
}
