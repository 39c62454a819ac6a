import type { Calls } from './calls.ts'
import { notFound, RestError } from './errors.ts'
import { callsUri } from './resources.ts'

/** `rest` is the form of a POST, or the query of a GET. */
type Run = (calls: Calls, rest: string, sid: string, inner: string) => object | void

interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** What comes after the address of the account's calls. */
  readonly path: RegExp
  readonly status: 200 | 201 | 204
  readonly run: Run
}

const CALL = '/(CA[0-9a-f]{32})'
const CALLS = /^\.json$/
const ONE = new RegExp(`^${CALL}\\.json$`)
const MESSAGES = new RegExp(`^${CALL}/UserDefinedMessages\\.json$`)
const SUBSCRIPTIONS = new RegExp(`^${CALL}/UserDefinedMessageSubscriptions\\.json$`)
const SUBSCRIPTION = new RegExp(`^${CALL}/UserDefinedMessageSubscriptions/(ZY[0-9a-f]{32})\\.json$`)

const routes: readonly Route[] = [
  { method: 'GET', path: CALLS, status: 200, run: (calls, query) => calls.list(query) },
  { method: 'POST', path: CALLS, status: 201, run: (calls, form) => calls.create(form) },
  { method: 'GET', path: ONE, status: 200, run: (calls, _query, sid) => calls.get(sid) },
  { method: 'POST', path: ONE, status: 200, run: (calls, form, sid) => calls.change(sid, form) },
  { method: 'POST', path: MESSAGES, status: 201, run: (calls, form, sid) => calls.message(sid, form) },
  { method: 'POST', path: SUBSCRIPTIONS, status: 201, run: (calls, form, sid) => calls.subscribe(sid, form) },
  {
    method: 'DELETE',
    path: SUBSCRIPTION,
    status: 204,
    run: (calls, _query, sid, inner) => calls.unsubscribe(sid, inner),
  },
]

export interface Found {
  readonly status: number
  run(calls: Calls, rest: string): object | void
}

/** The route for a request. @throws RestError 20404 or 20004 */
export function findRoute(method: string, path: string, accountSid: string): Found {
  const base = callsUri(accountSid)
  const inside = path.startsWith(base) ? path.slice(base.length) : undefined
  const matching = routes.filter((route) => inside !== undefined && route.path.test(inside))
  const route = matching.find((one) => one.method === method)
  if (!route) {
    if (matching.length === 0) throw notFound(path)
    throw new RestError(405, 20004, `${method} is not allowed here: it takes ${namesOf(matching)}`)
  }
  const [, sid = '', inner = ''] = route.path.exec(inside ?? '') ?? []
  return { status: route.status, run: (calls, rest) => route.run(calls, rest, sid, inner) }
}

function namesOf(matching: readonly Route[]): string {
  return matching.map(({ method }) => method).join(', ')
}
