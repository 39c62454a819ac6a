import { TokenReplySchema } from '../../../../common/child-process/protocol.ts'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import { reasonOf } from '../../lib/log.ts'
import type { TokenServiceFacts } from '../servers/bundled-servers.ts'
import type { KeptServer } from '../servers/supervised-process.ts'
import type { TicketOutcome } from '../connection.ts'
import { readTokenAnswer } from './token-response.ts'

/**
 * Gets an AccessToken for `identity` from the bundled token service, over the channel to its process: no port is involved, so no
 * other program can impersonate the service. Never rejects.
 */
export async function requestServiceToken(
  service: Pick<KeptServer<TokenServiceFacts>, 'request'>,
  { identity, signallingHost }: { readonly identity: string; readonly signallingHost: string | null },
  clock: () => Timestamp,
): Promise<TicketOutcome> {
  try {
    const { token } = await service.request('token', { identity }, TokenReplySchema)
    return readTokenAnswer(token, signallingHost, clock())
  } catch (error) {
    return { ok: false, problem: 'unreachable', words: reasonOf(error), field: null }
  }
}
