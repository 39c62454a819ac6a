import { Hono } from 'hono'
import { createLineLimit } from '../../common/log/line-limit.ts'
import { createAccessToken, type TokenSettings } from './access-token.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import { type Env, readBody, refuse, remoteAddress } from '../http/http.ts'
import type { JsonLog } from '../../common/log/json-log.ts'

const BODY_LIMIT = 4096

export type TokenRouteDeps = {
  readonly settings: TokenSettings
  readonly authenticate: Authenticate
  readonly clock: () => number
  readonly log: JsonLog
}

/**
 * `POST /token` with `Authorization: Bearer SECRET` returns `{token, identity, expiresAt}`. The body is ignored: the secret alone
 * determines the identity.
 */
export function tokenRoutes({ settings, authenticate, clock, log }: TokenRouteDeps): Hono<Env> {
  const lines = createLineLimit(clock)
  const logRefusal = (reason: string): void => {
    const leftOut = lines(reason)
    if (leftOut !== undefined) log.warn('token refused', { reason, ...(leftOut > 0 ? { leftOut } : {}) })
  }
  return new Hono<Env>().post('/token', async (c) => {
    if ((await readBody(c.req.raw, BODY_LIMIT)) === undefined) {
      return refuse(c, 413, 'body-too-large', 'This address needs no body, and takes none over 4 kB.')
    }
    const secret = /^Bearer +([\x21-\x7e]+) *$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (secret === undefined) {
      logRefusal('no secret')
      c.header('WWW-Authenticate', 'Bearer')
      return refuse(c, 401, 'no-secret', 'Send your secret as "Authorization: Bearer SECRET".')
    }
    const verdict = await authenticate(secret, remoteAddress(c.env))
    switch (verdict.kind) {
      case 'too-many':
        logRefusal('too many attempts')
        c.header('Retry-After', String(verdict.retryAfterSeconds))
        return refuse(
          c,
          429,
          'too-many-attempts',
          `Too many wrong secrets. Try again in ${verdict.retryAfterSeconds} seconds.`,
        )
      case 'unknown':
        logRefusal('unknown secret')
        c.header('WWW-Authenticate', 'Bearer error="invalid_token"')
        return refuse(
          c,
          401,
          'unknown-secret',
          'This secret is not valid. Ask the operator of the service for a new one.',
        )
      case 'known': {
        const { token, expiresAt } = createAccessToken(settings, verdict.identity)
        log.info('token issued', { identity: verdict.identity, expiresAt })
        return c.json({ token, identity: verdict.identity, expiresAt }, 200, {
          'Cache-Control': 'no-store',
        })
      }
    }
  })
}
