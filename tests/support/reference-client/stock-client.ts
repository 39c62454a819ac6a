import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { Exchange } from '../../../exchange/exchange.ts'
import { defined, electronArguments } from '../app/launch.ts'
import { referenceMain } from './client.ts'
import { launchElectron } from '../app/launch-electron.ts'

export interface StockClient {
  readonly app: ElectronApplication
  /** The SDK is there as `Twilio`, as its script tag leaves it. */
  readonly page: Page
  close(): Promise<void>
}

/**
 * A program that uses the SDK as its documentation says and knows nothing of any exchange: only its resolver leads
 * Twilio's names there.
 */
export async function launchStockClient(options: {
  readonly executable: string
  readonly env: NodeJS.ProcessEnv
  readonly folder: string
  readonly exchange: Exchange
}): Promise<StockClient> {
  const { executable, env, folder, exchange } = options
  const rule = `MAP *.twilio.com:443 127.0.0.1:${exchange.signalPort}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`
  const app = await launchElectron({
    executablePath: executable,
    args: [
      ...electronArguments(join(folder, 'stranger')),
      `--host-resolver-rules=${rule}`,
      '--no-proxy-server',
      referenceMain,
    ],
    env: { ...defined(env), REFERENCE_FINGERPRINT: exchange.certificate.fingerprint },
  })
  const page = await app.firstWindow()
  await page.waitForFunction(() => 'Twilio' in window)
  return { app, page, close: () => app.close() }
}
