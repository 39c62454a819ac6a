import { TokenReplySchema } from '../../../common/child-process/protocol.ts'
import type { Timestamp } from '../../shared/phone.ts'
import { reasonOf } from '../log.ts'
import type { TokenServiceFacts } from './bundled-servers.ts'
import type { KeptServer } from './kept-server.ts'
import type { TicketOutcome } from './line-source.ts'
import { readTokenAnswer } from './token-answer.ts'

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
