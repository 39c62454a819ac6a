import type { IncomingMessage } from 'node:http'
import { Hono } from 'hono'
import { bodyText, type NodeEnv } from '../lib/http-app.ts'
import type { WebGuard } from '../lib/web-guard.ts'
import type { Audio } from '../media/audio.ts'
import { wavFile } from '../media/sounds/wav-writer.ts'

/** Another API on the signalling port. */
export interface MountedApi {
  /** Whether a request is for this API. */
  matches(request: IncomingMessage): boolean
  readonly app: Hono<NodeEnv>
  close(): void
}

export interface SignallingAppDeps {
  readonly guard: WebGuard
  readonly audio: Pick<Audio, 'ringback' | 'digits' | 'tone'>
  readonly api: MountedApi | undefined
}

/** `sdk.twilio.com/js/client/sounds/releases/1.0.0/incoming.mp3`, and the path at the older host. */
const SOUND_FILE =
  '/js/client/sounds/releases/:version{[\\d.]{1,20}}/:file{[a-zA-Z0-9_-]{1,40}\\.(?:mp3|wav|ogg)}'
const SOUNDS = [SOUND_FILE, `/sdk${SOUND_FILE}`]
/** `eventgw.twilio.com/v4/EndpointEvents`, `.../EndpointMetrics`. */
const INSIGHTS = '/v4/:name{[A-Za-z]{1,40}}'
const RING_MS = 3000
const BEEP_MS = 100
/** Larger than any report of the SDK. */
const MAX_REPORT_BYTES = 256 * 1024

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Content-Type, X-Twilio-Token',
  'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
}

/**
 * The HTTP requests of the signalling port: what the SDK requests from Twilio's web hosts, for clients whose resolver maps those
 * names to the exchange. The SDK's default sounds are generated; its Insights reports are discarded.
 */
export function createSignallingApp({ guard, audio, api }: SignallingAppDeps): Hono<NodeEnv> {
  const sound = (name: string): Buffer => {
    if (name === 'incoming') return wavFile(audio.ringback(), RING_MS)
    const digit = /^dtmf-(\d|star|hash)$/.exec(name)?.[1]
    if (digit === undefined) return wavFile(audio.tone(480), BEEP_MS)
    return wavFile(audio.digits(digit.replace('star', '*').replace('hash', '#')), BEEP_MS)
  }

  const app = new Hono<NodeEnv>()
  app.use(async (c, next) => {
    const reason = guard.refusalReason(c.env.incoming)
    if (reason !== undefined) return c.text(`${reason}\n`, 403, { Connection: 'close' })
    if (api?.matches(c.env.incoming)) return api.app.fetch(c.req.raw, c.env)
    return next()
  })
  app.options('*', (c) => c.body(null, 204, CORS))
  app.on('GET', SOUNDS, (c) => {
    const name = c.req.param('file')?.split('.')[0] ?? ''
    return c.body(Uint8Array.from(sound(name)), 200, { ...CORS, 'Content-Type': 'audio/wav' })
  })
  app.post(INSIGHTS, async (c) => {
    const report = await bodyText(c, MAX_REPORT_BYTES)
    return c.json({}, report === undefined ? 413 : 200, CORS)
  })
  app.all('*', (c) =>
    c.text('This is the signalling port of a telephone exchange. Connect a WebSocket to /signal.\n', 426, {
      Connection: 'close',
    }),
  )
  return app
}
