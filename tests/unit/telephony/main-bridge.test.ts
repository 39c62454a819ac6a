import { anAppState } from '../../support/state/app-state.ts'
import { describe, expect, it } from 'vitest'
import { createMainBridge } from '../../../src/renderer/telephony/main-bridge.ts'
import { createFakeLine } from '../../support/line/fake-line.ts'
import { createPhoneController } from '../../../src/renderer/telephony/phone-controller.ts'
import type { AppState, Request, Snapshot } from '../../../src/shared/ipc/contract.ts'
import { settled, TICKET } from './twilio/fake-sdk.ts'

const TWILIO = { ...TICKET, signallingHost: null }

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

async function joinReady(ticket: object = TICKET) {
  const joined = join()
  joined.main({ type: 'access-token', accessToken: ticket })
  await settled()
  expect(joined.says()).toBe('registered')
  return joined
}

const noTicket = (state: string, reason: string) => ({ type: 'token-error', state, reason, detail: null })

describe('snapshots', () => {
  it('are told at the start and after each change, numbered, many changes as one', async () => {
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

  it('begin with revision 1, before anything has happened', async () => {
    const { published } = join()
    await settled()
    expect(published).toMatchObject([
      { revision: 1, phone: { registration: { state: 'offline', reason: 'starting' } } },
    ])
  })

  it('stop when the bridge is closed', async () => {
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

describe('what main says', () => {
  it('a ticket opens the line', async () => {
    const { line } = await joinReady()
    expect(line.ticket).toEqual(TICKET)
  })

  it('a command is carried out', async () => {
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
  ])('%j is not in the contract, and dropped', async (message) => {
    const { phone, main } = await joinReady()
    const before = phone.state
    main(message)
    expect(phone.state).toBe(before)
  })

  it('what main knows is passed on', () => {
    const { bridge, main } = join()
    const heard: AppState[] = []
    const stop = bridge.onAppState((house) => heard.push(house))
    const house = anAppState()
    main({ type: 'app-state', appState: house })
    stop()
    main({ type: 'app-state', appState: house })
    expect(heard).toEqual([house])
  })

  it('no ticket to be had: offline, but not while the one in use still works', async () => {
    const { says, main } = join()
    main(noTicket('offline', 'token-service-unreachable'))
    expect(says()).toBe('offline token-service-unreachable')
    const ready = await joinReady()
    ready.main(noTicket('offline', 'token-service-unreachable'))
    expect(ready.says()).toBe('registered')
  })

  it.each([
    ['offline', 'connection-changing'],
    ['rejected', 'unauthorised'],
    ['rejected', 'not-a-voice-token'],
    ['rejected', 'not-configured'],
  ])('%s because of %s leaves the line at once', async (state, reason) => {
    const { line, says, main } = await joinReady()
    main(noTicket(state, reason))
    expect(says()).toBe(`${state} ${reason}`)
    expect(line.ticket).toBeNull()
  })

  it('refused in the middle of a call: the call goes on, and is the last', async () => {
    const { line, phone, main } = await joinReady()
    const id = line.ring('+12025550101')
    phone.command({ type: 'accept', id })
    await settled()
    main(noTicket('rejected', 'unauthorised'))
    expect(phone.state.calls).toMatchObject([{ state: 'connected' }])
    expect(line.ticket).not.toBeNull()
    phone.command({ type: 'hangup', id })
    expect(line.ticket).toBeNull()
  })
})

describe('requests', () => {
  it('are answered with what was agreed', async () => {
    const { bridge, replies, requests } = join()
    replies.set('request-practice-call', { ok: true })
    await expect(bridge.request({ type: 'request-practice-call' })).resolves.toEqual({ ok: true })
    expect(requests).toEqual([{ type: 'request-practice-call' }])
  })

  it('reject an answer that is something else', async () => {
    const { bridge, replies } = join()
    replies.set('request-practice-call', { ok: 'perhaps' })
    await expect(bridge.request({ type: 'request-practice-call' })).rejects.toThrow()
  })

  it('that fail are logged once for each type', async () => {
    const { bridge, warnings } = join()
    for (const attempt of [1, 2])
      await expect(bridge.request({ type: 'check-updates' }), `attempt ${attempt}`).rejects.toThrow()
    expect(warnings).toEqual(['The request check-updates failed:'])
  })

  it('a fresh ticket is asked for, whatever the answer', async () => {
    const { bridge, requests } = join()
    bridge.refreshToken()
    await settled()
    expect(requests).toEqual([{ type: 'refresh-token' }])
  })
})

describe('the network', () => {
  it('that the browser says is gone is there again when the exchange acknowledges the registration', async () => {
    const { network, line, says } = await joinReady(TWILIO)
    network.dispatchEvent(new Event('offline'))
    expect(says()).toBe('offline network')
    line.acknowledges()
    await settled()
    expect(says()).toBe('registered')
  })

  it('going away takes a line to Twilio offline; coming back asks the line how it stands', async () => {
    const { network, says } = await joinReady(TWILIO)
    network.dispatchEvent(new Event('offline'))
    expect(says()).toBe('offline network')
    network.dispatchEvent(new Event('online'))
    expect(says()).toBe('registered')
  })

  it('is nothing to the practice line', async () => {
    const { network, says } = await joinReady()
    network.dispatchEvent(new Event('offline'))
    expect(says()).toBe('registered')
  })
})
