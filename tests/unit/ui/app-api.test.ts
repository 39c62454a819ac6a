import { describe, expect, test } from 'vitest'
import { createHost } from '../../../src/renderer/app-api.ts'
import type { MainBridge } from '../../../src/renderer/telephony/main-bridge.ts'
import {
  REPLIES,
  type House,
  type Link,
  type LineSummary,
  type Reply,
  type Request,
} from '../../../src/shared/ipc/contract.ts'
import { anAppState } from '../../support/state/app-state.ts'
import * as v from 'valibot'

const practice: LineSummary = { kind: 'practice', numbers: [] }
const team: LineSummary = { kind: 'team', url: 'https://x.example/t', method: 'GET', secretStored: false }

/** A main that answers each kind of request with what it is told, or not at all. */
function setUp(replies: Partial<Record<Request['type'], unknown>>) {
  const postponed: (() => void)[] = []
  const countries: string[] = []
  let tellLink: (link: Link) => void = () => undefined
  let tellHouse: (house: House) => void = () => undefined
  const asked: Request[] = []
  const bridge: Pick<MainBridge, 'request' | 'onHouse' | 'onLink' | 'onPlaced' | 'onPage'> = {
    async request<T extends Request['type']>(request: Extract<Request, { type: T }>): Promise<Reply<T>> {
      const type: T = request.type
      asked.push(request)
      return v.parse(REPLIES[type], replies[type])
    },
    onHouse(listener) {
      tellHouse = listener
      return () => undefined
    },
    onLink(listener) {
      tellLink = listener
      return () => undefined
    },
    onPlaced: () => () => undefined,
    onPage: () => () => undefined,
  }
  let retries = 0
  const host = createHost({
    retryNow: () => {
      retries += 1
    },
    bridge,
    onCountry: (country) => countries.push(country),
    later: (work) => postponed.push(work),
    askForMicrophone: () => Promise.resolve(),
  })
  const heard = new Promise<void>((resolve) => host.subscribe(resolve))
  return {
    host,
    heard,
    replies,
    asked,
    countries,
    postponed,
    retries: () => retries,
    tellHouse: (house: House) => tellHouse(house),
    tellLink: (link: Link) => tellLink(link),
  }
}

const welcome = { version: '1.2.3', country: 'NL', house: anAppState() }
const facts = { version: '1.2.3', country: 'NL', ...anAppState() }

describe('the program around the window', () => {
  test('is nothing until main has welcomed the page', async () => {
    const { host, heard, countries } = setUp({ hello: welcome })
    expect(host.facts).toBeNull()
    await heard
    expect(host.facts).toEqual(facts)
    expect(countries).toEqual(['NL'])
  })

  test('is greeted again when main was not listening', async () => {
    const { host, heard, replies, postponed } = setUp({})
    await expect.poll(() => postponed.length).toBe(1)
    replies.hello = welcome
    postponed[0]?.()
    await heard
    expect(host.facts).toEqual(facts)
  })

  test('learns of another line, from main and from its own choice', async () => {
    const { host, heard, tellHouse, replies } = setUp({ hello: welcome })
    await heard
    tellHouse(anAppState({ line: team }))
    expect(host.facts?.line).toEqual(team)
    replies['choose-line'] = { ok: true, identity: 'maria', summary: practice }
    await host.chooseLine({ kind: 'practice' })
    expect(host.facts?.line).toEqual(practice)
  })

  test('keeps the line when the choice was refused', async () => {
    const { host, heard, replies } = setUp({ hello: welcome })
    await heard
    const refusal = { ok: false, problem: 'unreachable', words: 'Nobody there.', field: 'url' }
    replies['choose-line'] = refusal
    const check = await host.chooseLine({
      kind: 'team',
      url: 'https://x.example/t',
      method: 'GET',
      secret: null,
    })
    expect(check).toEqual(refusal)
    expect(host.facts?.line).toEqual(practice)
  })

  test('passes on what the views ask', async () => {
    const done = { ok: true }
    const report = { at: 5, desktop: 'GNOME', steps: [] }
    const { host, heard, asked } = setUp({
      hello: welcome,
      'set-quiet': done,
      'set-ringing': done,
      'recents-seen': done,
      'renew-ticket': done,
      'test-ring': report,
    })
    await heard
    asked.length = 0
    const replies = [
      await host.setQuiet({ until: 7, manner: 'busy' }),
      await host.setRinging({ devices: ['a'] }),
      await host.recentsSeen(),
      await host.tryAgain(),
      await host.testRing(),
    ]
    expect(replies).toEqual([done, done, done, done, report])
    expect(asked).toEqual([
      { type: 'set-quiet', quiet: { until: 7, manner: 'busy' } },
      { type: 'set-ringing', ringing: { devices: ['a'] } },
      { type: 'recents-seen' },
      { type: 'renew-ticket' },
      { type: 'test-ring' },
    ])
  })

  test('registers at once when a person tries again, and asks for a new token', async () => {
    const { host, asked, retries } = setUp({ hello: welcome, 'renew-ticket': { ok: true } })
    await host.tryAgain()
    expect(retries()).toBe(1)
    expect(asked).toContainEqual({ type: 'renew-ticket' })
  })

  test('counts the links that are clicked, also before main has welcomed the page', () => {
    const { host, tellLink } = setUp({})
    expect(host.link).toBeNull()
    tellLink({ kind: 'fill', text: '112' })
    tellLink({ kind: 'fill', text: '112' })
    expect(host.link).toEqual({ kind: 'fill', text: '112', number: 2 })
  })

  test('rejects when main cannot be understood, so that the views can say so', async () => {
    const { host } = setUp({ hello: welcome })
    await expect(host.callMe()).rejects.toThrow()
  })
})
