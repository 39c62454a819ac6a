import { readFile, writeFile } from 'node:fs/promises'
import { arch, homedir, release, type as systemType } from 'node:os'
import { join } from 'node:path'
import { dialog, systemPreferences, type App, type BrowserWindow } from 'electron'
import type { ActionResult } from '../../shared/ipc/contract.ts'
import { t } from '../../shared/messages/translate.ts'
import type { AppStateStore } from '../ipc/app-state-store.ts'
import type { Replica } from '../ipc/replica.ts'
import type { Environment } from '../lib/environment.ts'
import type { Notifier } from '../notifications/notifier.ts'

export interface DiagnosticsExportDeps {
  readonly environment: Environment
  readonly app: Pick<App, 'getPath' | 'getVersion' | 'isPackaged'>
  readonly window: () => BrowserWindow | undefined
  readonly replica: Pick<Replica, 'phone'>
  readonly appState: Pick<AppStateStore, 'current'>
  readonly notifier: Pick<Notifier, 'capabilities'>
}

/** Exports the diagnostics of this program with Electron's save dialog. The packer is loaded when it is used. */
export function createDiagnosticsExport(deps: DiagnosticsExportDeps): () => Promise<ActionResult> {
  const { environment, app, window, replica, appState, notifier } = deps
  const { redactor, clock, log } = environment
  const logFolder = app.getPath('logs')
  let exportDiagnostics: (() => Promise<ActionResult>) | undefined
  return async () => {
    const { createExportDiagnostics } = await import('./export-diagnostics.ts')
    exportDiagnostics ??= createExportDiagnostics({
      facts: async () => ({
        environment: describeEnvironment(environment, app),
        phone: replica.phone,
        appState: appState.current,
        notifications: notifier.capabilities,
        microphone: microphonePermission(environment.platform),
      }),
      logs: { 'main.old.log': join(logFolder, 'main.old.log'), 'main.log': join(logFolder, 'main.log') },
      readFile: (path) => readFile(path, 'utf8'),
      writeFile: (path, data) => writeFile(path, data, { mode: 0o600 }),
      askForPath: (name) => askForPath(window(), join(app.getPath('documents'), name)),
      home: homedir(),
      redactor,
      clock,
      log,
    })
    return exportDiagnostics()
  }
}

async function askForPath(window: BrowserWindow | undefined, defaultPath: string): Promise<string | null> {
  const options = {
    title: t('diagnostics.title'),
    defaultPath,
    filters: [{ name: 'ZIP', extensions: ['zip'] }],
  }
  const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
  return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath
}

function describeEnvironment(
  { platform, env, wayland }: Environment,
  app: Pick<App, 'getVersion' | 'isPackaged'>,
): Record<string, string> {
  const { electron, chrome, node } = process.versions
  return {
    Offhook: `${app.getVersion()}, ${app.isPackaged ? 'packaged' : 'from the sources'}`,
    Electron: electron,
    Chromium: chrome,
    Node: node,
    System: `${systemType()} ${release()} ${arch()}`,
    Windows: platform === 'linux' ? (wayland ? 'Wayland' : 'X11') : platform,
    Session: env['XDG_SESSION_TYPE'] ?? 'unknown',
    Desktop: env['XDG_CURRENT_DESKTOP'] ?? 'unknown',
    Language: env['LANG'] ?? 'unknown',
  }
}

/** The system's permission; Linux has none. */
function microphonePermission(platform: NodeJS.Platform): string {
  if (platform !== 'darwin' && platform !== 'win32') return 'not asked by this system'
  return systemPreferences.getMediaAccessStatus('microphone')
}
