import * as v from 'valibot'
import { Fault } from './faults.ts'
import type { Control } from './control.ts'
import { Message, PlaceCall, SendDigits, Application } from './schemas.ts'

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** One `:id` at most. */
  readonly path: RegExp
  readonly status: number
  readonly run: (control: Control, id: string, body: unknown) => unknown
}

const routes: readonly Route[] = [
  { method: 'GET', path: /^\/calls$/, status: 200, run: (control) => control.calls.list() },
  {
    method: 'POST',
    path: /^\/calls$/,
    status: 201,
    run: (control, _id, body) => control.calls.place(v.parse(PlaceCall, body)),
  },
  { method: 'GET', path: /^\/calls\/([^/]+)$/, status: 200, run: (control, id) => control.calls.get(id) },
  {
    method: 'POST',
    path: /^\/calls\/([^/]+)\/hangup$/,
    status: 200,
    run: (control, id) => control.calls.hangUp(id),
  },
  {
    method: 'POST',
    path: /^\/calls\/([^/]+)\/digits$/,
    status: 200,
    run: (control, id, body) => control.calls.sendDigits(id, v.parse(SendDigits, body).digits),
  },
  {
    method: 'POST',
    path: /^\/calls\/([^/]+)\/message$/,
    status: 200,
    run: (control, id, body) => control.calls.message(id, v.parse(Message, body)),
  },
  { method: 'GET', path: /^\/clients$/, status: 200, run: (control) => control.clients() },
  {
    method: 'PUT',
    path: /^\/applications\/(AP[0-9a-zA-Z]{32})$/,
    status: 200,
    run: (control, id, body) => control.setApplication(id, v.parse(Application, body)),
  },
  {
    method: 'PUT',
    path: /^\/numbers\/(\+[1-9]\d{6,14})$/,
    status: 200,
    run: (control, id, body) => control.setNumber(id, v.parse(Application, body)),
  },
  {
    method: 'POST',
    path: /^\/trouble$/,
    status: 200,
    run: (control, _id, body) => ({ hit: control.injectFault(v.parse(Fault, body)) }),
  },
]

export type Found =
  | { readonly status: number; readonly id: string; readonly run: Route['run'] }
  | { readonly status: 404 | 405; readonly problem: string; readonly allow?: string }

/** The route for a request, or what is wrong with it. */
export function findRoute(method: string, pathname: string): Found {
  const path = decoded(pathname)
  const matching = routes.filter((route) => route.path.test(path))
  const route = matching.find((route) => route.method === method)
  if (route) return { status: route.status, id: route.path.exec(path)?.[1] ?? '', run: route.run }
  if (matching.length === 0) return { status: 404, problem: `There is nothing at ${path}` }
  const allow = matching.map((route) => route.method).join(', ')
  return { status: 405, problem: `${path} takes ${allow}, not ${method}`, allow }
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}
