import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Audio } from '../media/audio.ts'
import { wavFile } from '../media/sounds/wav-writer.ts'

/** What the SDK asks of Twilio's web hosts, for clients whose resolver leads those names here too. */
export type WebRequests = (request: IncomingMessage, response: ServerResponse) => void

/** `sdk.twilio.com/js/client/sounds/releases/1.0.0/incoming.mp3`, and the older host's path. */
const SOUND = /^\/(?:sdk\/)?js\/client\/sounds\/releases\/[\d.]{1,20}\/([a-z0-9_-]{1,40})\.(?:mp3|wav|ogg)$/i
/** `eventgw.twilio.com/v4/EndpointEvents`, `.../EndpointMetrics`. */
const INSIGHTS = /^\/v4\/[A-Za-z]{1,40}$/
const RING_MS = 3000
const BEEP_MS = 100
/** No report of the SDK comes near this. */
const MAX_REPORT_BYTES = 256 * 1024

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Content-Type, X-Twilio-Token',
  'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
}

/** Gives out the SDK's default sounds, made here, and takes its insights, which nobody reads. */
export function answerWebRequests(audio: Pick<Audio, 'ringback' | 'digits' | 'tone'>): WebRequests {
  const sound = (name: string): Buffer => {
    if (name === 'incoming') return wavFile(audio.ringback(), RING_MS)
    const digit = /^dtmf-(\d|star|hash)$/.exec(name)?.[1]
    if (digit === undefined) return wavFile(audio.tone(480), BEEP_MS)
    return wavFile(audio.digits(digit.replace('star', '*').replace('hash', '#')), BEEP_MS)
  }

  return (request, response) => {
    const path = request.url?.split('?')[0] ?? ''
    const name = SOUND.exec(path)?.[1]
    if (request.method === 'OPTIONS') return void response.writeHead(204, CORS).end()
    if (name !== undefined && request.method === 'GET')
      return void response.writeHead(200, { ...CORS, 'Content-Type': 'audio/wav' }).end(sound(name))
    if (INSIGHTS.test(path) && request.method === 'POST') return takeReport(request, response)
    response.writeHead(426, { 'Content-Type': 'text/plain', Connection: 'close' })
    response.end('This is the signalling port of a telephone exchange. Connect a WebSocket to /signal.\n')
  }
}

function takeReport(request: IncomingMessage, response: ServerResponse): void {
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > MAX_REPORT_BYTES) request.destroy()
  })
  request.on('end', () => response.writeHead(200, { ...CORS, 'Content-Type': 'application/json' }).end('{}'))
}
