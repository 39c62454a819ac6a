import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import * as v from 'valibot'
import { accessToken, type TestAccount } from '../../support/app/account.ts'
import { OFFHOOK } from './pair.ts'
import type { ExchangeProcess } from './servers.ts'

/** Hands out tokens for Offhook to whoever asks, as a team's server would. */
export interface TokenServer {
  /** Its address. */
  readonly url: string
  close(): Promise<void>
}

export async function startTokenServer(account: TestAccount): Promise<TokenServer> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify({ token: accessToken(account, OFFHOOK) }))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = v.parse(v.object({ port: v.number() }), server.address())
  return {
    url: `http://127.0.0.1:${port}/token`,
    async close() {
      server.closeAllConnections()
      await once(server.close(), 'close')
    },
  }
}

/** Makes a profile one whose line is that of a team, with calls on this exchange. */
export async function chooseTeam(
  profile: string,
  { url }: TokenServer,
  { host, fingerprint }: ExchangeProcess,
): Promise<void> {
  const line = { kind: 'team', url, method: 'GET', exchange: `${host} ${fingerprint}` }
  await writeFile(join(profile, 'config.json'), JSON.stringify({ line }))
}
