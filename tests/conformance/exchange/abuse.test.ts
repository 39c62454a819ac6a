import { request as httpRequest } from 'node:http'
import { describe, expect, test } from 'vitest'
import { controlSecret, openTestbed } from '../../support/exchange/testbed.ts'

/** A path as no client library would write it; answers the status. */
function ask(
  port: number,
  path: string,
  body = '',
  encoding: 'identity' | 'chunked' = 'identity',
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = {
      Authorization: `Bearer ${controlSecret}`,
      ...(encoding === 'chunked'
        ? { 'Transfer-Encoding': 'chunked' }
        : { 'Content-Length': Buffer.byteLength(body) }),
    }
    const request = httpRequest({ port, path, method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    request.on('error', reject)
    request.end(body)
  })
}

describe('the control API with hostile requests', () => {
  test.each(['//', '///', 'http://['])('refuses the invalid address %s', async (path) => {
    const testbed = await openTestbed()
    expect(await ask(testbed.exchange.controlPort, path)).toBe(400)
  })

  test('refuses a body of more than 1 MiB, with a length or in chunks', async () => {
    const testbed = await openTestbed()
    const { controlPort } = testbed.exchange
    const large = JSON.stringify({ content: 'x'.repeat(1024 * 1024) })
    expect(await ask(controlPort, '/calls/CA1/message', large)).toBe(413)
    expect(await ask(controlPort, '/calls/CA1/message', large, 'chunked')).toBe(413)
    expect(await ask(controlPort, '/calls/CA1/message', '{"content":1}', 'chunked')).toBe(404)
  })

  test('refuses a body that is nested too deeply', async () => {
    const testbed = await openTestbed()
    const deep = `{"content":${'['.repeat(5_000)}${']'.repeat(5_000)}}`
    expect(await ask(testbed.exchange.controlPort, '/calls/CA1/message', deep)).toBe(400)
    expect(await ask(testbed.exchange.controlPort, '/calls/CA1/message', '{"content":[[[]]]}')).toBe(404)
  })
})

describe('the signalling socket of a hostile client', () => {
  test('is closed without a valid token after ten seconds, even if it sends messages', async () => {
    const testbed = await openTestbed()
    const unauthenticated = await testbed.client()
    const maria = await testbed.registered('maria')
    await testbed.advance(5_000)
    expect(unauthenticated.open).toBe(true)
    await testbed.advance(10_000)
    await unauthenticated.next('closed')
    expect(maria.open).toBe(true)
  })

  test('is closed after fifty invalid messages, with one log line', async () => {
    const testbed = await openTestbed()
    const client = await testbed.registered('maria')
    for (let sent = 0; sent < 500; sent += 1) client.sendText('{"type":"hangup"}')
    await client.next('closed')
    const lines = testbed.log.filter((line) => /socket-invalid-messages|message-malformed/.test(line))
    expect(lines.filter((line) => line.includes('socket-invalid-messages'))).toHaveLength(1)
    expect(lines).toHaveLength(51)
  })

  test("is closed by a message larger than any of the SDK's", async () => {
    const testbed = await openTestbed()
    const client = await testbed.client()
    client.sendText('x'.repeat(300_000))
    expect(await client.next('closed')).toEqual({ code: 1009 })
  })
})
