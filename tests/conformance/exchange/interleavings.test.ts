import type { Session } from '../../../exchange/signalling/session-types.ts'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSwitchboard } from '../../../exchange/calls/switchboard.ts'
import type { ClientSocket } from '../../../exchange/model/client-socket.ts'
import { parseConfig } from '../../../exchange/config.ts'
import { createEventLog } from '../../../exchange/model/events.ts'
import { createRouter } from '../../../exchange/signalling/message-router.ts'
import { createSession } from '../../../exchange/signalling/session.ts'
import type { Log } from '../../../exchange/lib/log.ts'
import { createWebhooks } from '../../../exchange/webhooks/webhooks.ts'
import { createFakeAudio } from '../../support/exchange/fake-audio.ts'
import { createFakeClock } from '../../support/fakes/fake-clock.ts'
import { createFakeMedia, fakeSdp } from '../../support/exchange/fake-media.ts'
import { signTestToken } from '../../support/exchange/sign-token.ts'
import { account, apiKey, applicationSid, controlSecret } from '../../support/exchange/testbed.ts'

const SOCKETS = 4
const identityOf = (at: number): string => (at < 2 ? 'alice' : `bob${at}`)

interface Wire {
  readonly session: Session
  readonly sids: Set<string>
  readonly tokens: Map<string, string>
}

/** The exchange without sockets, HTTP and sound, so that thousands of messages take little time. */
async function createWorld() {
  const clock = createFakeClock(Date.now())
  const media = createFakeMedia()
  const failures: string[] = []
  const log: Log = (_level, event, details) => {
    if (event === 'listener-failed' || event === 'task-failed') failures.push(JSON.stringify(details))
  }
  const events = createEventLog(clock, log)
  const clients = Array.from({ length: SOCKETS }, (_, at) => `<Client>${identityOf(at)}</Client>`).join('')
  const twiml = `<Response><Dial answerOnBridge="true" timeout="20">${clients}</Dial></Response>`
  const config = parseConfig({ controlSecret, account, applications: { [applicationSid]: { twiml } } })
  const sessions = new Set<Session>()
  const wires: Wire[] = []
  const switchboard = createSwitchboard(
    { ...config, applications: new Map(Object.entries(config.applications)), numbers: new Map() },
    {
      clock,
      events,
      log,
      audio: createFakeAudio(),
      createMedia: (_, options) => media.factory(options),
      timing: config.timing,
      webhooks: createWebhooks({ authToken: account.authToken, timeoutMs: 1, fetch }),
      reachable: (identity): readonly ClientSocket[] =>
        [...sessions].filter((session) => session.reachable && session.identity === identity),
    },
  )
  async function connect(at: number): Promise<void> {
    const sids = wires[at]?.sids ?? new Set<string>()
    const tokens = wires[at]?.tokens ?? new Map<string, string>()
    const send = (text: string): void => {
      const sid = /"callsid":"([^"]+)"/.exec(text)?.[1]
      const token = /"reconnect":"([^"]+)"/.exec(text)?.[1]
      if (sid !== undefined) sids.add(sid)
      if (sid !== undefined && token !== undefined) tokens.set(sid, token)
    }
    const session = createSession(
      `WS${at}-${clock.now()}`,
      { send, terminate: () => session.closed() },
      {
        clock,
        events,
        log,
        account,
        names: config.names,
        timing: config.timing,
        refused: new Set(),
        tokens: { aheadMs: 0, revoked: new Set() },
        onCall: createRouter(switchboard, { log, events }),
        onAuthenticated: () => undefined,
        onReady: (ready) => switchboard.socketReady(ready),
        onClosed(gone) {
          sessions.delete(gone)
          switchboard.socketClosed(gone)
        },
      },
    )
    sessions.add(session)
    wires[at] = { session, sids, tokens }
    const identity = identityOf(at)
    say(at, 'listen', {
      token: signTestToken({ account, apiKey, identity, applicationSid, nowMs: clock.now() }),
    })
    say(at, 'register', { media: { audio: true } })
    // Checking the token takes some turns of the event loop, which the fake clock does not wait for.
    while (!session.registered) await new Promise((resolve) => setImmediate(resolve))
  }
  function say(at: number, type: string, payload: object): void {
    wires[at]?.session.receive(JSON.stringify({ type, payload, version: '1.6' }))
  }
  for (let at = 0; at < SOCKETS; at += 1) await connect(at)
  return { clock, media, events, failures, switchboard, wires, connect, say }
}

const socket = fc.nat(SOCKETS - 1)
const pick = fc.nat(20)
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('place' as const, 'give-up' as const) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('invite' as const), socket, pick }) },
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constantFrom('answer' as const, 'reject' as const, 'hangup' as const),
      socket,
      pick,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constantFrom('reinvite' as const, 'resume' as const, 'dtmf' as const),
      socket,
      pick,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constantFrom('drop' as const, 'reconnect' as const), socket }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('wait' as const), ms: fc.constantFrom(1, 300, 5000, 21_000) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('garbage' as const), socket, text: fc.string() }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('breathe' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

async function take(world: Awaited<ReturnType<typeof createWorld>>, step: Step): Promise<void> {
  const sidFor = (at: number, pick: number): string => {
    const sids = [...(world.wires[at]?.sids ?? [])]
    return sids[pick % Math.max(1, sids.length)] ?? 'CA0'
  }
  switch (step.what) {
    case 'place':
      world.switchboard.simulateInbound({
        from: '+12025550111',
        to: 'client:alice',
        party: 'echo',
        parameters: {},
      })
      return
    case 'give-up': {
      const placed = world.switchboard.legs().findLast((leg) => leg.kind === 'party' && !leg.ended.aborted)
      if (placed) world.switchboard.scriptedLegOf(placed.sid)?.hangUpLocally()
      return
    }
    case 'invite':
      return world.say(step.socket, 'invite', { callsid: `TJS${step.pick}`, sdp: fakeSdp(`i${step.pick}`) })
    case 'answer':
    case 'reinvite':
      return world.say(step.socket, step.what, {
        callsid: sidFor(step.socket, step.pick),
        sdp: fakeSdp(`a${step.pick}`),
      })
    case 'reject':
    case 'hangup':
      return world.say(step.socket, step.what, { callsid: sidFor(step.socket, step.pick) })
    case 'dtmf':
      return world.say(step.socket, 'dtmf', { callsid: sidFor(step.socket, step.pick), dtmf: '1w2' })
    case 'resume': {
      const callsid = sidFor(step.socket, step.pick)
      const reconnect = world.wires[step.socket]?.tokens.get(callsid) ?? 'guess'
      return world.say(step.socket, 'invite', {
        callsid,
        reconnect,
        sdp: fakeSdp(`r${step.pick}`, `F${step.pick}`),
      })
    }
    case 'drop':
      return world.wires[step.socket]?.session.closed()
    case 'reconnect':
      if (world.wires[step.socket]?.session.alive === false) await world.connect(step.socket)
      return
    case 'garbage':
      return world.wires[step.socket]?.session.receive(step.text)
    case 'wait':
      return world.clock.advance(step.ms)
    case 'breathe':
      await new Promise((resolve) => setImmediate(resolve))
  }
}

describe('the exchange, with messages of clients in any order', () => {
  test('never crashes, connects a call at most once, and ends every call and media leg with its parties', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
        const world = await createWorld()
        const { switchboard, media, clock } = world
        for (const step of steps) {
          await take(world, step)
          for (const caller of switchboard.legs().filter((leg) => leg.parentSid === undefined)) {
            const open = switchboard.legsOfCall(caller.sid).filter((leg) => leg.status === 'in-progress')
            expect(open.filter((leg) => leg !== caller).length).toBeLessThanOrEqual(1)
          }
        }
        await clock.advance(1)
        // A leg that is over leaves no other leg of its call in the middle of a talk.
        for (const caller of switchboard
          .legs()
          .filter((leg) => leg.parentSid === undefined && leg.ended.aborted))
          expect(switchboard.legsOfCall(caller.sid).every((leg) => leg.ended.aborted)).toBe(true)
        for (const { session } of world.wires) session.closed()
        for (let half = 0; half < 4; half += 1) await clock.advance(30_000)
        expect(switchboard.legs().filter((leg) => !leg.ended.aborted)).toEqual([])
        expect(media.legs.filter((leg) => leg.state !== 'closed')).toEqual([])
        expect(world.failures).toEqual([])
      }),
      { numRuns: 150 },
    )
  }, 60_000)
})
