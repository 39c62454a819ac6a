import { Hono } from 'hono'
import type { Env } from './http.ts'

/** `GET /healthz`: 200 while the service accepts requests. The body contains nothing about users. */
export function healthRoutes(): Hono<Env> {
  return new Hono<Env>().get('/healthz', (c) =>
    c.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' }),
  )
}
