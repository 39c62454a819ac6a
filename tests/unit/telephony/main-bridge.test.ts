import { anAppState } from '../../support/state/app-state.ts'
import { describe, expect, it } from 'vitest'
import { createMainBridge } from '../../../src/renderer/telephony/main-bridge.ts'
import { createFakeLine } from '../../support/line/fake-line.ts'
import { createPhoneController } from '../../../src/renderer/telephony/phone-controller.ts'
import type { AppState, Request, Snapshot } from '../../../src/shared/ipc/contract.ts'
import { ACCESS_TOKEN, settled } from './twilio/fake-sdk.ts'

const TWILIO = { ...ACCESS_TOKEN, signallingHost: null }

function join() {
  let ticks = 0
  const clock = () => ++ticks
  const line = createFakeLine({ clock })
  const phone = createPhoneController({ line, clock, newId: () => 'out', country: () => 'US' })
  const network = new EventTarget()
  const published: Snapshot[] = []
  const requests: Request[] = []
  const hears = new Set<(message: unknown) => void>()
  const warnings: string[] = []
  const replies = new Map<string, unknown>()
  const bridge = createMainBridge({
    bridge: {
      publish: (snapshot) => published.push(snapshot),
      async request(request) {
        requests.push(request)
        return replies.get(request.type)
      },
      subscribe(listener) {
        hears.add(listener)
        return () => void hears.delete(listener)
      },
    },
    phone,
    line,
    clock,
    network,
    log: { warn: (text) => warnings.push(text) },
  })
  return {
    line,
    phone,
    bridge,
    network,
    published,
    requests,
    replies,
    warnings,
    main: (message: unknown) => {
      for (const hear of hears) hear(message)
    },
    says: () => {
      const { registration: state } = phone.state
      return 'reason' in state ? `${state.state} ${state.reason}` : state.state
    },
  }
}

async function joinReady(accessToken: object = ACCESS_TOKEN) {
  const joined = join()
  joined.main({ type: 'access-token', accessToken })
  await settled()
  expect(joined.says()).toBe('registered')
  return joined
}

const tokenError = (state: string, reason: string) => ({ type: 'token-error', state, reason, detail: null })

describe('snapshots', () => {
  it('are published after each change with increasing revisions, one snapshot for changes made together', async () => {
    const { line, phone, published } = await joinReady()
    published.length = 0
    const id = line.ring('+12025550101')
    phone.command({ type: 'accept', id })
    expect(published).toEqual([])
    await settled()
    expect(published.at(-1)?.phone).toBe(phone.state)
    const revisions = published.map(({ revision }) => revision)
    expect(revisions).toEqual(revisions.toSorted((a, b) => a - b))
    expect(new Set(revisions).size).toBe(revisions.length)
  })

  it('begin with revision 1 at the start', async () => {
    const { published } = join()
    await settled()
    expect(published).toMatchObject([
      { revision: 1, phone: { registration: { state: 'offline', reason: 'starting' } } },
    ])
  })

  it('are not published after the bridge has been closed', async () => {
    const { bridge, line, published, main } = await joinReady()
    bridge.close()
    const count = published.length
    line.ring('+12025550101')
    main({ type: 'command', command: { type: 'accept', id: 'CA1' } })
    await settled()
    expect(published).toHaveLength(count)
    expect(line.sent).toEqual([])
  })
})

describe('a message of the main process', () => {
  it('with an access token registers the line', async () => {
    const { line } = await joinReady()
    expect(line.ticket).toEqual(ACCESS_TOKEN)
  })

  it('with a command executes the command', async () => {
    const { line, main } = await joinReady()
    const id = line.ring('+12025550101')
    main({ type: 'command', command: { type: 'reject', id } })
    expect(line.sent).toEqual([{ type: 'reject', id }])
  })

  it.each([
    null,
    'accept',
    {},
    { type: 'command', command: { type: 'explode', id: 'CA1' } },
    { type: 'access-token' },
  ])('%j is dropped because it is not in the contract', async (message) => {
    const { phone, main } = await joinReady()
    const before = phone.state
    main(message)
    expect(phone.state).toBe(before)
  })

  it('with the app state is passed on to the subscribers', () => {
    const { bridge, main } = join()
    const heard: AppState[] = []
    const stop = bridge.onAppState((next) => heard.push(next))
    const appState = anAppState()
    main({ type: 'app-state', appState })
    stop()
    main({ type: 'app-state', appState })
    expect(heard).toEqual([appState])
  })

  it('with a temporary token error takes the line offline only while no access token is in use', async () => {
    const { says, main } = join()
    main(tokenError('offline', 'token-service-unreachable'))
    expect(says()).toBe('offline token-service-unreachable')
    const ready = await joinReady()
    ready.main(tokenError('offline', 'token-service-unreachable'))
    expect(ready.says()).toBe('registered')
  })

  it.each([
    ['offline', 'connection-changing'],
    ['rejected', 'unauthorised'],
    ['rejected', 'not-a-voice-token'],
    ['rejected', 'not-configured'],
  ])('with the token error %s because of %s closes the line at once', async (state, reason) => {
    const { line, says, main } = await joinReady()
    main(tokenError(state, reason))
    expect(says()).toBe(`${state} ${reason}`)
    expect(line.ticket).toBeNull()
  })

  it('with a token error during a call closes the line when the call has ended', async () => {
    const { line, phone, main } = await joinReady()
    const id = line.ring('+12025550101')
    phone.command({ type: 'accept', id })
    await settled()
    main(tokenError('rejected', 'unauthorised'))
    expect(phone.state.calls).toMatchObject([{ state: 'connected' }])
    expect(line.ticket).not.toBeNull()
    phone.command({ type: 'hangup', id })
    expect(line.ticket).toBeNull()
  })
})

describe('requests', () => {
  it('resolve with a response of the contract', async () => {
    const { bridge, replies, requests } = join()
    replies.set('request-practice-call', { ok: true })
    await expect(bridge.request({ type: 'request-practice-call' })).resolves.toEqual({ ok: true })
    expect(requests).toEqual([{ type: 'request-practice-call' }])
  })

  it('reject when the response does not match the contract', async () => {
    const { bridge, replies } = join()
    replies.set('request-practice-call', { ok: 'perhaps' })
    await expect(bridge.request({ type: 'request-practice-call' })).rejects.toThrow()
  })

  it('are logged once for each type when they fail', async () => {
    const { bridge, warnings } = join()
    for (const attempt of [1, 2])
      await expect(bridge.request({ type: 'check-updates' }), `attempt ${attempt}`).rejects.toThrow()
    expect(warnings).toEqual(['The request check-updates failed:'])
  })

  it('include `refresh-token`, whose response is ignored', async () => {
    const { bridge, requests } = join()
    bridge.refreshToken()
    await settled()
    expect(requests).toEqual([{ type: 'refresh-token' }])
  })
})

describe('the network', () => {
  it('counts as online again when the registration is acknowledged, although the browser reports offline', async () => {
    const { network, line, says } = await joinReady(TWILIO)
    network.dispatchEvent(new Event('offline'))
    expect(says()).toBe('offline network')
    line.acknowledges()
    await settled()
    expect(says()).toBe('registered')
  })

  it('takes a line to Twilio offline when it is lost, and restores the registration state when it returns', async () => {
    const { network, says } = await joinReady(TWILIO)
    network.dispatchEvent(new Event('offline'))
    expect(says()).toBe('offline network')
    network.dispatchEvent(new Event('online'))
    expect(says()).toBe('registered')
  })

  it('does not affect the practice line', async () => {
    const { network, says } = await joinReady()
    network.dispatchEvent(new Event('offline'))
    expect(says()).toBe('registered')
  })
})
