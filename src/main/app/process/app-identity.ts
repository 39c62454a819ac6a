import { join, resolve } from 'node:path'
import type { App } from 'electron'

const APP_ID = 'com.offhook.app'
/** Fixed for good: Windows finds the program that shall handle a pressed button by it. */
const TOAST_ACTIVATOR = '{6D0B6B0C-9E2B-4C57-8C5A-3E6E1F7A2D41}'

/**
 * Sets the app's name and its profile folder. The profile is in `configFolder` unless that is null. Call it before the app is
 * ready.
 */
export function setIdentity(app: App, configFolder: string | null): void {
  app.setName('Offhook')
  if (configFolder !== null) app.setPath('userData', join(configFolder, app.getName()))
  // Setting the name moves the profile to the name's own folder, also from where the command line wants it.
  const profile = app.commandLine.getSwitchValue('user-data-dir')
  if (profile !== '') app.setPath('userData', resolve(profile))
  // Windows would keep the shortcut of a run from the sources as that of the installed program.
  app.setAppUserModelId(app.isPackaged ? APP_ID : `${APP_ID}.development`)
  // Electron 42 brought it; older ones make one up at every start, so that old notifications lead nowhere.
  if ('setToastActivatorCLSID' in app) app.setToastActivatorCLSID(TOAST_ACTIVATOR)
  // Without it a computer that has only loopback gathers no candidates, and the practice line stays silent.
  app.commandLine.appendSwitch('allow-loopback-in-peer-connection')
}
