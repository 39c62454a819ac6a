import { _electron, errors, type ElectronApplication } from '@playwright/test'

type LaunchOptions = NonNullable<Parameters<typeof _electron.launch>[0]>

/** Far longer than a start takes here, a second or two; the second time, far longer than on any machine. */
const [PATIENCE_MS, LAST_PATIENCE_MS] = [8_000, 20_000]

/**
 * Starts an Electron that Playwright drives. About one in fifty times Electron is up and its debugging ports are connected,
 * and Playwright waits for an answer of theirs in vain: then it is ended and started once more.
 */
export async function launchElectron(options: LaunchOptions): Promise<ElectronApplication> {
  try {
    return await _electron.launch({ ...options, timeout: PATIENCE_MS })
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error
    console.warn('Playwright did not get hold of Electron, which is started once more.')
    return _electron.launch({ ...options, timeout: LAST_PATIENCE_MS })
  }
}
