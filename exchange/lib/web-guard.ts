import type { IncomingMessage } from 'node:http'
import { createFailureLimit } from '../../common/http/failure-limit.ts'
import { createLineLimit } from '../../common/log/line-limit.ts'
import { isForeignHost, isForeignOrigin, isLoopbackName } from '../../common/http/web-origin.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'

/** Refuses requests of foreign web pages, and limits the guessing of secrets. */
export interface WebGuard {
  /** Why this request is refused, as one sentence; undefined if it is served. */
  refusalReason(request: IncomingMessage): string | undefined
  /** Counts and logs a failed authentication; returns the seconds to wait after too many of them. */
  recordFailure(request: IncomingMessage): number | undefined
}

export interface WebGuardOptions {
  /** The name of the guarded server in the log: 'control', 'rest' or 'signalling'. */
  readonly name: string
  /** The address on which the server listens. On a network address any name may be valid, so `Host` is not checked. */
  readonly host: string
  /** Whether a host name, without its port, is deliberately mapped to this server. */
  readonly isOwnName?: (name: string) => boolean
  readonly log: Log
  readonly clock: Clock
}

export function createWebGuard({ name, host, isOwnName, log, clock }: WebGuardOptions): WebGuard {
  const failures = createFailureLimit(() => clock.now())
  const lines = createLineLimit(() => clock.now())

  const write = (event: string, reason: string): void => {
    const leftOut = lines(`${event} ${reason}`)
    if (leftOut === undefined) return
    log('warn', event, { server: name, reason, ...(leftOut > 0 ? { leftOut } : {}) })
  }

  const isForeign = (header: string | undefined): boolean =>
    isLoopbackName(host) && isForeignHost(header) && isOwnName?.(header ?? '') !== true

  return {
    refusalReason({ headers }) {
      if (isForeignOrigin(headers.origin, [host])) {
        write('request-refused', 'origin of another web page')
        return 'Requests from other web sites are refused.'
      }
      if (isForeign(headers.host)) {
        write('request-refused', 'foreign host name')
        return 'This server is not available under that host name. Use 127.0.0.1 or localhost.'
      }
      return undefined
    },
    recordFailure(request) {
      write(
        'authentication-failed',
        request.headers.authorization === undefined ? 'no credentials' : 'wrong credentials',
      )
      return failures.attempt(request.socket.remoteAddress ?? 'unknown')
    },
  }
}
