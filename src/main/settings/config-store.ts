import type { IpcMain } from 'electron'
import ElectronStore from 'electron-store'

/** Signals that a library below electron-store hooks: it ends the process with the same signal. */
const HOOKED_SIGNALS = [
  'SIGALRM',
  'SIGABRT',
  'SIGVTALRM',
  'SIGXCPU',
  'SIGXFSZ',
  'SIGUSR2',
  'SIGTRAP',
  'SIGSYS',
  'SIGQUIT',
  'SIGIOT',
  'SIGIO',
  'SIGPOLL',
  'SIGPWR',
  'SIGSTKFLT',
] as const

/** The part of Node's `process` used here. */
interface HookedProcess {
  removeAllListeners(signal: (typeof HOOKED_SIGNALS)[number]): unknown
}

interface ConfigStoreDeps {
  /** Absolute; its folder exists. The file in it is `config.json`. */
  readonly folder: string
  readonly ipcMain: Pick<IpcMain, 'removeAllListeners'>
  readonly process: HookedProcess
}

/** Only the owner may read settings and sealed secrets, whatever the folder's permissions are. */
const OWNER_ONLY = 0o600

/**
 * Opens `config.json` for writing. The returned function writes all values at once: a crash leaves either the old or the
 * new file. It throws when the file cannot be written; then the old file stays.
 */
export function openConfigStore(deps: ConfigStoreDeps): (values: Readonly<Record<string, unknown>>) => void {
  const { folder, ipcMain, process } = deps
  let store: ElectronStore | undefined

  // `when-exit`, which electron-store loads, sends each signal again to its own process. A process forked by libdbus shares our
  // handlers until it executes its program, so its SIGTRAP would end Offhook.
  for (const signal of HOOKED_SIGNALS) process.removeAllListeners(signal)

  function open(): ElectronStore {
    const opened = new ElectronStore({ cwd: folder, clearInvalidConfig: true, configFileMode: OWNER_ONLY })
    // electron-store registers an IPC listener that returns folder paths to any page. Only ipc.ts may listen.
    ipcMain.removeAllListeners('electron-store-get-data')
    return opened
  }

  return (values) => {
    store ??= open()
    store.store = { ...values }
  }
}
