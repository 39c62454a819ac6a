import type { IncomingMessage } from 'node:http'
import { createFailureLimit } from '../common/failure-limit.ts'
import { createLineLimit } from '../common/line-limit.ts'
import { isForeignHost, isForeignOrigin, isLoopbackName } from '../common/web-origin.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'

/** Refuses what a web page from elsewhere asks, and limits guessing. */
export interface WebGuard {
  /** Why this request is not answered, as one sentence; undefined where it is. */
  objection(request: IncomingMessage): string | undefined
  /** Counts and logs a failed authentication; answers the seconds to wait where there were too many. */
  failed(request: IncomingMessage): number | undefined
}

export interface WebGuardOptions {
  /** What is guarded, for the log: 'control', 'rest', 'signalling'. */
  readonly name: string
  /** Where the server listens. On an address of a network it may have any name there, so that `Host` says nothing. */
  readonly host: string
  /** Whether a name, without its port, is one that a resolver leads here on purpose. */
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
    objection({ headers }) {
      if (isForeignOrigin(headers.origin, [host])) {
        write('request-refused', 'origin of another web page')
        return 'Web pages from elsewhere are not served here.'
      }
      if (isForeign(headers.host)) {
        write('request-refused', 'foreign host name')
        return 'This server does not go by that name: use 127.0.0.1 or localhost.'
      }
      return undefined
    },
    failed(request) {
      write('authentication-failed', request.headers.authorization === undefined ? 'nothing shown' : 'wrong')
      return failures.attempt(request.socket.remoteAddress ?? 'unknown')
    },
  }
}
