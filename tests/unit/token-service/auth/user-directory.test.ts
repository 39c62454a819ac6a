import { describe, expect, test } from 'vitest'
import { createTokenService } from '../../../../token-service/app.ts'
import { createJsonLog } from '../../../../common/log/json-log.ts'
import { generateSecret } from '../../../../token-service/auth/secret-hash.ts'
import { createUserDirectory } from '../../../../token-service/auth/user-directory.ts'
import { configOf, INPUT, SECRETS, signedPost, tokenRequest } from '../support.ts'

function setUp() {
  const file = { text: JSON.stringify(INPUT.users), stamp: 1, isThere: true }
  const lines: string[] = []
  const log = createJsonLog((line) => lines.push(line), Date.now)
  const config = configOf()
  const users = createUserDirectory(
    config.users,
    {
      path: 'users.json',
      readText: () => file.text,
      fileStamp() {
        if (!file.isThere) throw new Error('ENOENT')
        return String(file.stamp)
      },
    },
    log,
  )
  const app = createTokenService({ config, clock: Date.now, log, users })
  const write = (text: string) => {
    file.text = text
    file.stamp += 1
  }
  const tokenStatus = async (secret: string) => (await app.request(tokenRequest(secret))).status
  const dials = async (identity: string) => {
    const form = { From: `client:${identity}`, numberToDial: 'bob', CallSid: `CA${'1'.repeat(32)}` }
    return (await (await app.request(signedPost('/twiml/outgoing', form))).text()).includes('<Dial')
  }
  return { file, lines, write, tokenStatus, dials }
}
const [alice, bob] = INPUT.users

describe('a users file that changes', () => {
  test('a removed user gets no token and no call from the next request on', async () => {
    const { write, tokenStatus, dials } = setUp()
    expect([await tokenStatus(SECRETS.alice), await dials('alice')]).toEqual([200, true])
    write(JSON.stringify([bob]))
    expect([await tokenStatus(SECRETS.alice), await dials('alice')]).toEqual([401, false])
    expect([await tokenStatus(SECRETS.bob), await dials('bob')]).toEqual([200, true])
    write('[]')
    expect([await tokenStatus(SECRETS.bob), await dials('bob')]).toEqual([401, false])
  })

  test('a new user gets a token at the next request', async () => {
    const { write, tokenStatus, dials } = setUp()
    const { secret, secretHash } = generateSecret()
    write(JSON.stringify([alice, { identity: 'carol', secretHash }]))
    expect([await tokenStatus(secret), await dials('carol')]).toEqual([200, true])
  })

  test.each(['', '[{', '{}', '[{"identity":"carol"}]', '[{"identity":"a b","secretHash":"x"}]', 'null'])(
    'to %j changes nothing, and the log says so once',
    async (text) => {
      const { write, lines, tokenStatus, dials } = setUp()
      write(text)
      expect([await tokenStatus(SECRETS.alice), await dials('alice')]).toEqual([200, true])
      expect(lines.filter((line) => line.includes('users file rejected'))).toHaveLength(1)
      write(JSON.stringify([bob]))
      expect(await tokenStatus(SECRETS.alice)).toBe(401)
    },
  )

  test('a missing users file keeps the earlier users until it exists again', async () => {
    const { file, tokenStatus, write } = setUp()
    file.isThere = false
    file.text = ''
    expect(await tokenStatus(SECRETS.alice)).toBe(200)
    file.isThere = true
    write(JSON.stringify([bob]))
    expect(await tokenStatus(SECRETS.alice)).toBe(401)
  })
})
