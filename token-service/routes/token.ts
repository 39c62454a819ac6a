import { Hono } from 'hono'
import { mintAccessToken, type TokenSettings } from '../access-token.ts'
import type { Authenticate } from '../authenticate.ts'
import { type Env, methodRefusal, readBody, refuse, remoteAddress } from '../http.ts'
import type { Log } from '../log.ts'

const BODY_LIMIT = 4096

export type TokenRouteParts = {
  readonly settings: TokenSettings
  readonly authenticate: Authenticate
  readonly log: Log
}

/**
 * `POST /token` with `Authorization: Bearer SECRET` answers `{token, identity, expiresAt}`. Nothing is
 * read from the body: who may be whom is decided by the secret alone.
 */
export function tokenRoutes({ settings, authenticate, log }: TokenRouteParts): Hono<Env> {
  return new Hono<Env>()
    .post('/token', async (c) => {
      if ((await readBody(c.req.raw, BODY_LIMIT)) === undefined) {
        return refuse(c, 413, 'body-too-large', 'This address needs no body, and takes none over 4 kB.')
      }
      const secret = /^Bearer +([\x21-\x7e]+) *$/i.exec(c.req.header('authorization') ?? '')?.[1]
      if (secret === undefined) {
        log.warn('token refused', { reason: 'no secret' })
        c.header('WWW-Authenticate', 'Bearer')
        return refuse(c, 401, 'no-secret', 'Send your secret as "Authorization: Bearer SECRET".')
      }
      const verdict = await authenticate(secret, remoteAddress(c.env))
      switch (verdict.kind) {
        case 'too-many':
          log.warn('token refused', { reason: 'too many attempts' })
          c.header('Retry-After', String(verdict.retryAfterSeconds))
          return refuse(
            c,
            429,
            'too-many-attempts',
            `Too many wrong secrets. Try again in ${verdict.retryAfterSeconds} seconds.`,
          )
        case 'unknown':
          log.warn('token refused', { reason: 'unknown secret' })
          c.header('WWW-Authenticate', 'Bearer error="invalid_token"')
          return refuse(
            c,
            401,
            'unknown-secret',
            'This secret is not known here. Ask whoever runs the service for a new one.',
          )
        case 'known': {
          const { token, expiresAt } = mintAccessToken(settings, verdict.identity)
          log.info('token issued', { identity: verdict.identity, expiresAt })
          return c.json({ token, identity: verdict.identity, expiresAt }, 200, {
            'Cache-Control': 'no-store',
          })
        }
      }
    })
    .all('/token', methodRefusal('POST'))
}
