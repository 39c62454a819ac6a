import { request } from 'node:https'
import { account, type Testbed } from './testbed.ts'

export const basic = (words: string) => `Basic ${Buffer.from(words).toString('base64')}`

export interface RestRequest {
  readonly host?: string
  readonly authorization?: string
  readonly form?: string | Readonly<Record<string, string>>
  readonly type?: string
}

/** Sends a raw request to the signalling port. */
export function askRest(
  testbed: Testbed,
  method: string,
  path: string,
  asked: RestRequest = {},
): Promise<{ status: number; body: string }> {
  const {
    host = 'api.twilio.com',
    authorization = basic(`${account.sid}:${account.authToken}`),
    form,
  } = asked
  const headers = {
    Host: host,
    Authorization: authorization,
    'Content-Type': asked.type ?? 'application/x-www-form-urlencoded',
  }
  const { signalPort: port, certificate } = testbed.exchange
  return new Promise((resolve, reject) => {
    const sent = request(
      { port, host: '127.0.0.1', servername: 'localhost', ca: certificate.pem, method, path, headers },
      (response) => {
        let body = ''
        response.on('data', (part: Buffer) => (body += part.toString()))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
      },
    )
    sent.once('error', reject)
    sent.end(typeof form === 'object' ? new URLSearchParams(form).toString() : (form ?? ''))
  })
}
