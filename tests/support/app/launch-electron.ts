import { _electron, errors, type ElectronApplication } from '@playwright/test'

type LaunchOptions = NonNullable<Parameters<typeof _electron.launch>[0]>

/** A start takes one or two seconds. The second attempt gets a longer timeout. */
const [TIMEOUT_MS, RETRY_TIMEOUT_MS] = [8_000, 20_000]

/**
 * Starts Electron under Playwright. In about one of fifty starts, Electron runs and its debugging ports are connected, but
 * Playwright never receives a reply. Electron is then ended and started once more.
 */
export async function launchElectron(options: LaunchOptions): Promise<ElectronApplication> {
  try {
    return await _electron.launch({ ...options, timeout: TIMEOUT_MS })
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error
    console.warn('Playwright did not get hold of Electron, which is started once more.')
    return _electron.launch({ ...options, timeout: RETRY_TIMEOUT_MS })
  }
}
