import type { Context, Hono } from 'hono'
import * as v from 'valibot'
import { bodyText, type NodeEnv } from '../lib/http-app.ts'
import { exceedsDepth } from '../lib/http-server.ts'
import type { Control } from './control.ts'
import { Fault } from './faults.ts'
import { json, problem } from './replies.ts'
import { Application, Message, PlaceCall, SendDigits } from './schemas.ts'

/** Enough for any parameters and messages. */
const MAX_BODY_BYTES = 1024 * 1024
const MAX_LEVELS = 100

/** A request body that cannot be used. */
export class BodyError extends Error {
  override readonly name = 'BodyError'
  readonly status: 400 | 413

  constructor(status: 400 | 413, message: string) {
    super(message)
    this.status = status
  }
}

interface Operation {
  readonly status?: 201
  /** The body of the response; undefined becomes `{"ok": true}`. */
  readonly run: (id: string, body: unknown) => unknown
}

/** Adds the routes. Each known path refuses other methods with status 405. */
export function addRoutes(app: Hono<NodeEnv>, control: Control): void {
  const { calls } = control
  const add = (
    path: string,
    operations: Readonly<Partial<Record<'GET' | 'POST' | 'PUT', Operation>>>,
  ): void => {
    for (const [method, { status = 200, run }] of Object.entries(operations))
      app.on(method, path, async (c) =>
        json(status, run(c.req.param('id') ?? '', await bodyOf(c)) ?? { ok: true }),
      )
    const allow = Object.keys(operations).join(', ')
    app.all(path, (c) =>
      json(405, problem(`${c.req.path} takes ${allow}, not ${c.req.method}`), { Allow: allow }),
    )
  }

  add('/calls', {
    GET: { run: () => calls.list() },
    POST: { status: 201, run: (_id, body) => calls.place(v.parse(PlaceCall, body)) },
  })
  add('/calls/:id', { GET: { run: (id) => calls.get(id) } })
  add('/calls/:id/hangup', { POST: { run: (id) => calls.hangUp(id) } })
  add('/calls/:id/digits', {
    POST: { run: (id, body) => calls.sendDigits(id, v.parse(SendDigits, body).digits) },
  })
  add('/calls/:id/message', { POST: { run: (id, body) => calls.message(id, v.parse(Message, body)) } })
  add('/clients', { GET: { run: () => control.clients() } })
  add('/applications/:id{AP[0-9a-zA-Z]{32}}', {
    PUT: { run: (id, body) => control.setApplication(id, v.parse(Application, body)) },
  })
  add('/numbers/:id{\\+[1-9]\\d{6,14}}', {
    PUT: { run: (id, body) => control.setNumber(id, v.parse(Application, body)) },
  })
  add('/trouble', { POST: { run: (_id, body) => ({ hit: control.injectFault(v.parse(Fault, body)) }) } })
}

async function bodyOf(c: Context<NodeEnv>): Promise<unknown> {
  if (c.req.method === 'GET') return {}
  const text = await bodyText(c, MAX_BODY_BYTES)
  if (text === undefined) throw new BodyError(413, `The body is larger than ${MAX_BODY_BYTES} bytes`)
  const body = text === '' ? {} : parsed(text)
  if (exceedsDepth(body, MAX_LEVELS))
    throw new BodyError(400, `The body nests deeper than ${MAX_LEVELS} levels`)
  return body
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BodyError(400, 'The body is not JSON')
  }
}
