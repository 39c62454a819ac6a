import { Hono } from 'hono'
import { type Env, methodRefusal } from './http.ts'

/** `GET /healthz`: 200 while the service takes requests. Says nothing about anyone. */
export function healthRoutes(): Hono<Env> {
  return new Hono<Env>()
    .get('/healthz', (c) => c.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' }))
    .all('/healthz', methodRefusal('GET'))
}
