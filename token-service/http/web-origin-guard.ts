import type { MiddlewareHandler } from 'hono'
import { createLineLimit } from '../../common/log/line-limit.ts'
import { isForeignHost, isForeignOrigin, isLoopbackName } from '../../common/http/web-origin.ts'
import type { Config } from '../config.ts'
import { type Env, refuse } from './http.ts'
import type { JsonLog } from '../../common/log/json-log.ts'
import { INCOMING, OUTGOING } from '../twiml/webhook-paths.ts'

/**
 * Refuses requests of foreign web pages: by their `Origin`, and on a loopback address by a `Host` that is neither this machine's
 * nor that of `publicUrl` (DNS rebinding). On a network address any host name is valid. Webhooks are authenticated by Twilio's
 * signature, whatever host name a proxy passes on.
 */
export function refuseForeignOrigins(
  { host, publicUrl }: Pick<Config, 'host' | 'publicUrl'>,
  log: JsonLog,
  clock: () => number,
): MiddlewareHandler<Env> {
  const names = publicUrl === undefined ? [] : [new URL(publicUrl).hostname.toLowerCase()]
  const lines = createLineLimit(clock)
  const write = (reason: string): void => {
    const leftOut = lines(reason)
    if (leftOut !== undefined) log.warn('request refused', { reason, ...(leftOut > 0 ? { leftOut } : {}) })
  }
  return async (c, next) => {
    if (isForeignOrigin(c.req.header('origin'), names)) {
      write('origin of another web page')
      return refuse(c, 403, 'foreign-origin', 'Requests from other web sites are refused.')
    }
    const isWebhook = c.req.path.endsWith(OUTGOING) || c.req.path.endsWith(INCOMING)
    if (!isWebhook && isLoopbackName(host) && isForeignHost(c.req.header('host'), names)) {
      write('foreign host name')
      return refuse(
        c,
        421,
        'foreign-host',
        'This service is not available under that host name. A proxy in front of it must pass on 127.0.0.1 or the host of PUBLIC_URL.',
      )
    }
    await next()
    return undefined
  }
}
