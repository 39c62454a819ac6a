import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { accessToken } from '../app/account.ts'
import { connectControl, type ExchangeControl } from '../exchange/control.ts'
import { json, startTokenHost } from '../team/token-host.ts'
import { startExchange } from '../team/training.ts'

/**
 * A training line for a packaged program, which lets no variable of the environment open its practice line: an exchange of the
 * test's own, and a token address that wants no secret.
 */
export interface TrainingLine {
  readonly exchange: ExchangeControl
  close(): Promise<void>
}

/** Starts both, for `maria`, and stores the line as chosen in the profile. `folder`: for what the exchange keeps. */
export async function storeTrainingLine(profile: string, folder: string): Promise<TrainingLine> {
  const running = await startExchange(join(folder, 'exchange-of-the-test.json'))
  const token = accessToken({ ...running.account, authToken: '' }, 'maria')
  const host = await startTokenHost(json({ token }))
  const line = { kind: 'team', url: host.url, method: 'POST', exchange: running.line }
  await mkdir(profile, { recursive: true, mode: 0o700 })
  await writeFile(join(profile, 'config.json'), JSON.stringify({ line }), { mode: 0o600 })
  const exchange = await connectControl(running.control.port, running.control.secret)
  return {
    exchange,
    async close() {
      exchange.close()
      await Promise.all([host.close(), running.close()])
    },
  }
}
