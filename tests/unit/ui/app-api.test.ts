import { describe, expect, test } from 'vitest'
import { createAppApi } from '../../../src/renderer/app-api.ts'
import type { MainBridge } from '../../../src/renderer/telephony/main-bridge.ts'
import {
  REQUESTS,
  type AppState,
  type PhoneLink,
  type ConnectionSummary,
  type Reply,
  type Request,
} from '../../../src/shared/ipc/contract.ts'
import { createMemoryLog } from '../../support/fakes/memory-log.ts'
import { anAppState } from '../../support/state/app-state.ts'
import * as v from 'valibot'

const practice: ConnectionSummary = { kind: 'practice', numbers: [] }
const team: ConnectionSummary = {
  kind: 'team',
  url: 'https://x.example/t',
  method: 'GET',
  secretStored: false,
}

/** A main that answers each kind of request with what it is told, or not at all. */
function setUp(replies: Partial<Record<Request['type'], unknown>>) {
  const postponed: (() => void)[] = []
  const countries: string[] = []
  let sendLink: (link: PhoneLink) => void = () => undefined
  let sendAppState: (house: AppState) => void = () => undefined
  const requests: Request[] = []
  const log = createMemoryLog()
  const bridge: Pick<MainBridge, 'request' | 'onAppState' | 'onPhoneLink' | 'onWindowShown' | 'onPage'> = {
    async request<R extends Request>(request: R): Promise<Reply<R['type']>> {
      const type: R['type'] = request.type
      requests.push(request)
      return v.parse(REQUESTS[type].reply, replies[type])
    },
    onAppState(listener) {
      sendAppState = listener
      return () => undefined
    },
    onPhoneLink(listener) {
      sendLink = listener
      return () => undefined
    },
    onWindowShown: () => () => undefined,
    onPage: () => () => undefined,
  }
  let retries = 0
  const api = createAppApi({
    retryNow: () => {
      retries += 1
    },
    bridge,
    onCountry: (country) => countries.push(country),
    later: (work) => postponed.push(work),
    askForMicrophone: () => Promise.resolve(),
    log,
  })
  const loaded = new Promise<void>((resolve) => api.subscribe(resolve))
  return {
    api,
    loaded,
    replies,
    requests,
    log,
    countries,
    postponed,
    retries: () => retries,
    sendAppState: (house: AppState) => sendAppState(house),
    sendLink: (link: PhoneLink) => sendLink(link),
  }
}

const handshakeReply = { version: '1.2.3', country: 'NL', appState: anAppState() }
const state = { version: '1.2.3', country: 'NL', ...anAppState() }

describe('the program around the window', () => {
  test('is nothing until main has welcomed the page', async () => {
    const { api, loaded, countries } = setUp({ handshake: handshakeReply })
    expect(api.state).toBeNull()
    await loaded
    expect(api.state).toEqual(state)
    expect(countries).toEqual(['NL'])
  })

  test('is greeted again when main was not listening', async () => {
    const { api, loaded, replies, postponed, log } = setUp({})
    await expect.poll(() => postponed.length).toBe(1)
    postponed[0]?.()
    await expect.poll(() => postponed.length).toBe(2)
    expect(log.lines, 'one line for repeated failures').toHaveLength(1)
    replies.handshake = handshakeReply
    postponed[1]?.()
    await loaded
    expect(api.state).toEqual(state)
  })

  test('learns of another line, from main and from its own choice', async () => {
    const { api, loaded, sendAppState, replies } = setUp({ handshake: handshakeReply })
    await loaded
    sendAppState(anAppState({ connection: team }))
    expect(api.state?.connection).toEqual(team)
    replies['select-connection'] = { ok: true, identity: 'maria', summary: practice }
    await api.selectConnection({ kind: 'practice' })
    expect(api.state?.connection).toEqual(practice)
  })

  test('keeps the line when the choice was refused', async () => {
    const { api, loaded, replies } = setUp({ handshake: handshakeReply })
    await loaded
    const refusal = { ok: false, problem: 'unreachable', message: 'Nobody there.', field: 'url' }
    replies['select-connection'] = refusal
    const check = await api.selectConnection({
      kind: 'team',
      url: 'https://x.example/t',
      method: 'GET',
      secret: null,
    })
    expect(check).toEqual(refusal)
    expect(api.state?.connection).toEqual(practice)
  })

  test('passes on what the views ask', async () => {
    const done = { ok: true }
    const report = { at: 5, desktop: 'GNOME', steps: [] }
    const { api, loaded, requests } = setUp({
      handshake: handshakeReply,
      'set-do-not-disturb': done,
      'set-ring-settings': done,
      'mark-recents-seen': done,
      'refresh-token': done,
      'run-self-test': report,
    })
    await loaded
    requests.length = 0
    const replies = [
      await api.setDoNotDisturb({ until: 7, mode: 'busy' }),
      await api.setRingSettings({ devices: ['a'] }),
      await api.markRecentsSeen(),
      await api.reconnect(),
      await api.runSelfTest(),
    ]
    expect(replies).toEqual([done, done, done, done, report])
    expect(requests).toEqual([
      { type: 'set-do-not-disturb', doNotDisturb: { until: 7, mode: 'busy' } },
      { type: 'set-ring-settings', ringSettings: { devices: ['a'] } },
      { type: 'mark-recents-seen' },
      { type: 'refresh-token' },
      { type: 'run-self-test' },
    ])
  })

  test('registers at once when a person tries again, and asks for a new token', async () => {
    const { api, requests, retries } = setUp({ handshake: handshakeReply, 'refresh-token': { ok: true } })
    await api.reconnect()
    expect(retries()).toBe(1)
    expect(requests).toContainEqual({ type: 'refresh-token' })
  })

  test('counts the links that are clicked, also before main has welcomed the page', () => {
    const { api, sendLink } = setUp({})
    expect(api.clickedLink).toBeNull()
    sendLink({ kind: 'fill', text: '112' })
    sendLink({ kind: 'fill', text: '112' })
    expect(api.clickedLink).toEqual({ kind: 'fill', text: '112', number: 2 })
  })

  test('rejects when main cannot be understood, so that the views can say so', async () => {
    const { api } = setUp({ handshake: handshakeReply })
    await expect(api.requestPracticeCall()).rejects.toThrow()
  })
})
