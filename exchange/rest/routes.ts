import type { Context, Hono } from 'hono'
import { bodyText, type NodeEnv } from '../lib/http-app.ts'
import type { Calls } from './calls.ts'
import { jsonResponse, RestError } from './errors.ts'
import { callsUri } from './resources.ts'

/** Enough for 4000 characters of TwiML in any encoding, and the other parameters. */
const MAX_BODY_BYTES = 64 * 1024

/** `form` is the form of a POST, or the query of a GET. */
type Run = (form: string, sid: string, inner: string) => object | void

interface Operation {
  readonly status: 200 | 201 | 204
  readonly run: Run
}

const SID = ':sid{CA[0-9a-f]{32}}'
const SUBSCRIPTIONS = `/${SID}/UserDefinedMessageSubscriptions`

/** Adds the routes of the account's calls. Each known path refuses other methods with error 20004. */
export function addRoutes(app: Hono<NodeEnv>, calls: Calls, accountSid: string): void {
  const add = (
    path: string,
    operations: Readonly<Partial<Record<'GET' | 'POST' | 'DELETE', Operation>>>,
  ): void => {
    const full = callsUri(accountSid) + path
    for (const [method, { status, run }] of Object.entries(operations))
      app.on(method, full, async (c) => {
        const body = run(await formOf(c), sidOf(c, 'sid'), sidOf(c, 'inner'))
        return jsonResponse(status, body)
      })
    app.all(full, (c) => {
      const allowed = Object.keys(operations).join(', ')
      throw new RestError(405, 20004, `${c.req.method} is not allowed here. Allowed: ${allowed}`)
    })
  }

  add('.json', {
    GET: { status: 200, run: (query) => calls.list(query) },
    POST: { status: 201, run: (form) => calls.create(form) },
  })
  add('/:sid{CA[0-9a-f]{32}\\.json}', {
    GET: { status: 200, run: (_query, sid) => calls.get(sid) },
    POST: { status: 200, run: (form, sid) => calls.change(sid, form) },
  })
  add(`/${SID}/UserDefinedMessages.json`, {
    POST: { status: 201, run: (form, sid) => calls.message(sid, form) },
  })
  add(`${SUBSCRIPTIONS}.json`, { POST: { status: 201, run: (form, sid) => calls.subscribe(sid, form) } })
  add(`${SUBSCRIPTIONS}/:inner{ZY[0-9a-f]{32}\\.json}`, {
    DELETE: { status: 204, run: (_form, sid, inner) => calls.unsubscribe(sid, inner) },
  })
}

/** A SID in the path, without the extension. */
function sidOf(c: Context<NodeEnv>, name: 'sid' | 'inner'): string {
  return (c.req.param(name) ?? '').replace(/\.json$/, '')
}

async function formOf(c: Context<NodeEnv>): Promise<string> {
  if (c.req.method !== 'POST') return c.env.incoming.url?.split('?', 2)[1] ?? ''
  const form = await bodyText(c, MAX_BODY_BYTES)
  if (form === undefined) throw new RestError(413, 20001, `The body is larger than ${MAX_BODY_BYTES} bytes`)
  const type = c.req.header('content-type') ?? ''
  if (form !== '' && !/^application\/x-www-form-urlencoded\b/i.test(type))
    throw new RestError(400, 20001, 'The body must be application/x-www-form-urlencoded')
  return form
}
