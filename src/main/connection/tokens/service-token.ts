import { TokenReplySchema } from '../../../../common/child-process/bundled-servers.ts'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import { errorMessage } from '../../lib/log.ts'
import type { ChildRequest } from '../servers/child-requests.ts'
import type { TokenResult } from '../connection.ts'
import { readTokenResponse } from './token-response.ts'

/**
 * Gets an AccessToken for `identity` from the bundled token service, over the channel to its process: no port is involved, so no
 * other program can impersonate the service. Never rejects.
 */
export async function requestServiceToken(
  service: { readonly request: ChildRequest },
  { identity, signallingHost }: { readonly identity: string; readonly signallingHost: string | null },
  clock: () => Timestamp,
): Promise<TokenResult> {
  try {
    const { token } = await service.request('token', { identity }, TokenReplySchema)
    return readTokenResponse(token, signallingHost, clock())
  } catch (error) {
    return { ok: false, problem: 'unreachable', message: errorMessage(error), field: null }
  }
}
