import { _electron, errors, type ElectronApplication } from '@playwright/test'

type LaunchOptions = NonNullable<Parameters<typeof _electron.launch>[0]>

/** Far longer than any start takes here, and short enough to try again within a test's own time. */
const PATIENCE_MS = 20_000

/**
 * Starts an Electron that Playwright drives. On a busy machine Playwright now and then misses the moment in which
 * Electron opens its debugging port, and waits for it in vain: then it is ended and started once more.
 */
export async function launchElectron(options: LaunchOptions): Promise<ElectronApplication> {
  try {
    return await _electron.launch({ ...options, timeout: PATIENCE_MS })
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error
    console.warn('Playwright did not get hold of Electron, which is started once more.')
    return _electron.launch({ ...options, timeout: PATIENCE_MS })
  }
}
