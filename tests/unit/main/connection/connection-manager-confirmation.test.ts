import { describe, expect, test } from 'vitest'
import { deferred } from '../../../../src/main/lib/deferred.ts'
import type { ConnectionProfile } from '../../../../src/main/settings/connection-profile.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'
import { ACCOUNT, createConnectionTestbed as setUp, TEAM } from '../../../support/main/connection-testbed.ts'

describe('another connection', () => {
  const TEAM_IN_USE: ConnectionProfile = { kind: 'team', url: 'https://a.example/token', method: 'POST' }

  test('that the person does not confirm is neither tried nor stored', async () => {
    const { lines, settings, stored, opened, world, questions } = setUp()
    world.answer = () => Promise.resolve(false)
    expect(await lines.select(TEAM)).toMatchObject({ ok: false, problem: 'not-confirmed' })
    expect(questions).toHaveLength(1)
    expect(opened).toEqual([])
    expect(settings.connectionProfile).toEqual({ kind: 'practice' })
    expect(stored.size).toBe(0)
  })

  test('is confirmed before it is asked for anything', async () => {
    const { lines, opened, world } = setUp()
    const answer = deferred<boolean>()
    world.answer = () => answer.promise
    const choosing = lines.select(TEAM)
    await flushPromises()
    expect(opened).toEqual([])
    answer.resolve(true)
    expect(await choosing).toMatchObject({ ok: true })
  })

  test.each([
    ['address', { ...TEAM, url: 'https://b.example/token' }],
    ['path', { ...TEAM, url: 'https://a.example/other' }],
    ['query', { ...TEAM, url: 'https://a.example/token?contacts=Ada' }],
    ['port', { ...TEAM, url: 'https://a.example:444/token' }],
    ['method', { ...TEAM, method: 'GET' as const }],
    ['exchange', { ...TEAM, exchange: `x.example:443 sha256/${'A'.repeat(43)}=` }],
    ['kind', ACCOUNT],
    ['practice line', { kind: 'practice' as const }],
  ])('of another %s has to be confirmed', async (_what, choice) => {
    const { lines, questions } = setUp({ line: TEAM_IN_USE })
    await lines.select(choice)
    expect(questions).toHaveLength(1)
  })

  test('is none where only the secret changes', async () => {
    const { lines, questions } = setUp({ line: TEAM_IN_USE })
    expect(await lines.select({ ...TEAM, secret: 'a new one' })).toMatchObject({ ok: true })
    expect(questions).toEqual([])
  })

  test('is not taken into use when a call began while it was confirmed', async () => {
    const { lines, settings, world } = setUp()
    world.answer = async () => {
      world.inCall = true
      return true
    }
    expect(await lines.select(TEAM)).toMatchObject({ problem: 'in-call' })
    expect(settings.connectionProfile).toEqual({ kind: 'practice' })
  })
})
