import { generateSecret } from '../../../token-service/auth/secret-hash.ts'
import { parseConfig } from '../../../token-service/config.ts'
import { startTokenService } from '../../../token-service/http/server.ts'
import { createTestAccount } from '../app/account.ts'

/** Our own token service, as a team runs it: stand-alone, a hashed secret for its one user. */
export interface TeamService {
  readonly url: string
  readonly identity: string
  readonly secret: string
  close(): Promise<void>
}

export async function startTeamService(identity = 'maria_at_work'): Promise<TeamService> {
  const { accountSid, apiKeySid, apiKeySecret, twimlAppSid } = createTestAccount()
  const { secret, secretHash } = generateSecret()
  const users = [{ identity, secretHash }]
  const parsed = parseConfig({ accountSid, apiKeySid, apiKeySecret, twimlAppSid, users, port: 0 })
  if (!parsed.ok) throw new Error(parsed.problems.join('; '))
  const silentLog = { info() {}, warn() {}, error() {} }
  const service = await startTokenService({ config: parsed.config, log: silentLog, graceMs: 100 })
  return { url: `${service.url}/token`, identity, secret, close: () => service.close() }
}
