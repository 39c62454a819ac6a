import { describe, expect, test } from 'vitest'
import {
  choiceFrom,
  draftsFrom,
  type Drafts,
} from '../../../src/renderer/ui/settings/connection/connection-draft.ts'
import type { ConnectionSummary } from '../../../src/shared/ipc/contract.ts'

const hex = '0123456789abcdef'.repeat(2)
const practice: ConnectionSummary = { kind: 'practice', numbers: [] }
const team: ConnectionSummary = {
  kind: 'team',
  url: 'https://calls.example.com/token',
  method: 'GET',
  secretStored: true,
}
const account: ConnectionSummary = {
  kind: 'account',
  identity: 'maria',
  accountSid: `AC${hex}`,
  apiKeySid: `SK${hex}`,
  twimlAppSid: `AP${hex}`,
  callerId: '+12025550100',
  secretStored: true,
}
const filled: Drafts = {
  team: { url: ' https://calls.example.com/token ', method: 'POST', exchange: '' },
  account: {
    identity: 'maria',
    accountSid: `AC${hex}`,
    apiKeySid: `SK${hex}`,
    twimlAppSid: `AP${hex}`,
    callerId: '+12025550100',
  },
  secret: { team: 'hush', account: 'Ab3dEf6hIj9lMn2pQr5tUv8xYz1bCd4f' },
}

describe('the form of a line', () => {
  test('practice needs nothing', () => {
    expect(choiceFrom('practice', draftsFrom(practice))).toEqual({ choice: { kind: 'practice' } })
  })

  test('a team’s address is trimmed, and its secret goes along', () => {
    expect(choiceFrom('team', filled)).toEqual({
      choice: { kind: 'team', url: 'https://calls.example.com/token', method: 'POST', secret: 'hush' },
    })
  })

  test('a team may have no secret', () => {
    const drafts = { ...filled, secret: { team: '', account: '' } }
    expect(choiceFrom('team', drafts)).toMatchObject({ choice: { secret: null } })
  })

  test.each([team, account])(
    'the $kind line in use may be chosen again, keeping its stored secret',
    (line) => {
      const secret = line.kind === 'team' ? { secret: null } : { apiKeySecret: null }
      expect(choiceFrom(line.kind, draftsFrom(line))).toMatchObject({
        choice: { kind: line.kind, ...secret },
      })
    },
  )

  test('a line that was never set up has no stored secret to keep', () => {
    expect(draftsFrom(practice).secret).toEqual({ team: '', account: '' })
    expect(choiceFrom('account', { ...filled, secret: { team: '', account: '' } })).toEqual({
      problems: { apiKeySecret: 'Enter the secret.' },
    })
  })

  test.each<[string, Partial<Drafts['account']>]>([
    ['identity', { identity: 'maria santos' }],
    ['accountSid', { accountSid: 'AC123' }],
    ['apiKeySid', { apiKeySid: `AC${hex}` }],
    ['twimlAppSid', { twimlAppSid: '' }],
    ['callerId', { callerId: '2025550100' }],
  ])('says what is wrong with %s, and with nothing else', (field, wrong) => {
    const read = choiceFrom('account', { ...filled, account: { ...filled.account, ...wrong } })
    expect('problems' in read && Object.keys(read.problems)).toEqual([field])
  })

  test('the exchange of a practice line is optional, and taken only whole', () => {
    const read = (exchange: string) => choiceFrom('team', { ...filled, team: { ...filled.team, exchange } })
    const pin = `sha256/${'A'.repeat(43)}=`
    expect(read(' ')).toMatchObject({ choice: { exchange: undefined } })
    expect(read(` localhost:4443 ${pin} `)).toMatchObject({ choice: { exchange: `localhost:4443 ${pin}` } })
    for (const wrong of ['localhost:4443', pin, `localhost ${pin}`, `localhost:0 ${pin}`, `a b:1 ${pin}`])
      expect(read(wrong)).toMatchObject({ problems: { exchange: expect.stringContaining('whole line') } })
  })

  test.each(['', 'calls', 'http://calls.example.com/token', 'ftp://calls.example.com'])(
    'does not take %j for a team’s address',
    (url) => {
      const read = choiceFrom('team', { ...filled, team: { ...filled.team, url } })
      expect('problems' in read && Object.keys(read.problems)).toEqual(['url'])
    },
  )
})
