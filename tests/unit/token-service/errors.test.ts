import { describe, expect, test } from 'vitest'
import { redactSecrets } from '../../../token-service/auth/redact-secrets.ts'
import { createTokenService } from '../../../token-service/app.ts'
import { createJsonLog } from '../../../common/log/json-log.ts'
import { generateSecret } from '../../../token-service/auth/secret-hash.ts'
import { configOf, leaksIn, SECRETS, tokenRequest } from './support.ts'

describe('an unexpected error', () => {
  test('an unexpected error is logged with message and stack, without secrets', async () => {
    const lines: string[] = []
    const log = createJsonLog((line) => lines.push(line), Date.now)
    const app = createTokenService({
      config: configOf(),
      clock: Date.now,
      log,
      users() {
        throw new TypeError(`the list fell over at ${SECRETS.alice} for +12025550142`)
      },
    })
    const response = await app.request(tokenRequest(SECRETS.alice))
    expect(response.status).toBe(500)
    expect(await response.json()).toMatchObject({ message: expect.stringContaining('log of the service') })
    const [line] = lines.filter((one) => one.includes('internal error'))
    expect(line).toMatch(/"level":"error".*TypeError: the list fell over.*errors\.test\.ts/)
    expect(line).not.toContain('2025550142')
    expect(leaksIn(lines.join(''))).toEqual([])
  })
})

describe('the text of an error', () => {
  const { secret } = generateSecret()
  test.each([
    [`secret ${secret}.`, secret],
    [`"${secret}"`, secret],
    ['Authorization: Bearer abcdefghijkl', 'abcdefghijkl'],
    ['Basic QUM6c2VjcmV0', 'QUM6c2VjcmV0'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJTSyJ9.signature', 'signature'],
    ['to +1 (202) 555-0142', '555-0142'],
  ])('the error text %j is redacted', (text, hidden) => {
    expect(redactSecrets(text)).not.toContain(hidden)
  })

  test('a redacted error keeps its location', () => {
    const stack = 'TypeError: x is undefined\n    at mint (access-token.ts:31:5)'
    expect(redactSecrets(stack)).toBe(stack)
  })
})
