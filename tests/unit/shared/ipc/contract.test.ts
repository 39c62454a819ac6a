import { anAppState } from '../../../support/state/app-state.ts'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  ConnectionCheckSchema,
  ConnectionChoiceSchema,
  MainMessageSchema,
  REQUESTS,
  SnapshotSchema,
  AccessTokenSchema,
} from '../../../../src/shared/ipc/contract.ts'
import { RequestSchema } from '../../../support/ipc/request-schema.ts'
import { newPhone } from '../../../../src/shared/domain/phone.ts'

const account = {
  kind: 'account',
  identity: 'maria',
  accountSid: `AC${'0'.repeat(32)}`,
  apiKeySid: `SK${'a'.repeat(32)}`,
  apiKeySecret: 'Ab3dEf6hIj9lMn2pQr5tUv8xYz1bCd4f',
  twimlAppSid: `AP${'F'.repeat(32)}`,
  callerId: '+12025550123',
}
const team = { kind: 'team', url: 'https://calls.example.com/token', method: 'POST', secret: 's' }

describe('A message or command', () => {
  it.each([
    [
      MainMessageSchema,
      { type: 'access-token', accessToken: { token: 't', identity: 'maria', signallingHost: null } },
    ],
    [
      MainMessageSchema,
      { type: 'access-token', accessToken: { token: 't', identity: 'm', signallingHost: 'localhost:1' } },
    ],
    [MainMessageSchema, { type: 'token-error', state: 'rejected', reason: 'unauthorised', detail: null }],
    [MainMessageSchema, { type: 'command', command: { type: 'accept', id: 'CA1' } }],
    [MainMessageSchema, { type: 'app-state', appState: anAppState() }],
    [RequestSchema, { type: 'handshake' }],
    [RequestSchema, { type: 'select-connection', choice: { kind: 'practice' } }],
    [RequestSchema, { type: 'select-connection', choice: { ...team, secret: null } }],
    [ConnectionCheckSchema, { ok: false, problem: 'unreachable', message: 'No answer.', field: 'url' }],
    [REQUESTS['request-practice-call'].reply, { ok: false, problem: 'The practice line is not running.' }],
    [REQUESTS.handshake.reply, { version: '0.1.0', country: 'US', appState: anAppState() }],
  ])('%# is accepted unchanged', (schema, message) => {
    expect(v.parse(schema, structuredClone(message))).toEqual(message)
  })

  it.each([
    [MainMessageSchema, { type: 'format-disk' }],
    [MainMessageSchema, { type: 'command', command: { type: 'accept', id: '' } }],
    [MainMessageSchema, { type: 'command', command: { type: 'dial', id: 'CA1' } }],
    [MainMessageSchema, 'access-token'],
    [MainMessageSchema, null],
    [AccessTokenSchema, { token: '', identity: 'maria', signallingHost: null }],
    [AccessTokenSchema, { token: 't', identity: 'maria', signallingHost: 'evil.example/x' }],
    [AccessTokenSchema, { token: 't', identity: 'maria', signallingHost: 'user@localhost:1' }],
    [SnapshotSchema, { revision: 0, phone: newPhone(0) }],
    [SnapshotSchema, { revision: 1.5, phone: newPhone(0) }],
    [SnapshotSchema, { revision: 1, phone: { ...newPhone(0), calls: [{ state: 'ringing' }] } }],
    [RequestSchema, { type: 'select-connection' }],
  ])('%# is refused', (schema, message) => {
    expect(v.safeParse(schema, message).success).toBe(false)
  })
})

describe('The connection schema', () => {
  const field = (choice: object): string | undefined => {
    const result = v.safeParse(ConnectionChoiceSchema, choice)
    return result.success ? undefined : (v.getDotPath(result.issues[0]) ?? undefined)
  }

  it.each([
    ['https://calls.example.com/token', true],
    ['http://localhost:8080/token', true],
    ['http://127.0.0.1/token', true],
    ['http://[::1]:80/token', true],
    ['http://calls.example.com/token', false],
    ['http://localhost.example.com/token', false],
    ['calls.example.com', false],
    ['ftp://calls.example.com', false],
    ['javascript:alert(1)', false],
    ['file:///etc/passwd', false],
    ['http://localhost:secret@calls.example.com/token', false],
    ['http://localhost\\@calls.example.com/token', false],
    ['http://local\thost:80@calls.example.com/', false],
    ['http://127.0.0.1.example.com/token', false],
    ['https://maria:secret@calls.example.com/token', false],
    [`https://calls.example.com/${'a'.repeat(5_000)}`, false],
    ['', false],
  ])('accepts the team address %s: %s', (url, good) => {
    expect(field({ ...team, url })).toBe(good ? undefined : 'url')
  })

  it.each([
    ['identity', 'maria keller'],
    ['accountSid', 'AC123'],
    ['apiKeySid', account.accountSid],
    ['apiKeySecret', ''],
    ['apiKeySecret', 'fifteen-letters'],
    ['apiKeySecret', 'with a space in the middle of it'],
    ['twimlAppSid', 'AP'],
    ['callerId', '202 555 0123'],
  ])('names the invalid account field %s', (name, value) => {
    expect(field({ ...account, [name]: value })).toBe(name)
  })

  it('trims white space around pasted values', () => {
    expect(v.parse(ConnectionChoiceSchema, { ...account, accountSid: ` ${account.accountSid}\n` })).toEqual(
      account,
    )
  })

  it('gives an invalid value a readable message', () => {
    const result = v.safeParse(ConnectionChoiceSchema, { ...account, apiKeySid: 'x' })
    expect(result.issues?.[0].message).toBe('An API key SID starts with SK, then 32 letters and digits.')
  })
})
