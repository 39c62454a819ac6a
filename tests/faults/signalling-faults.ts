import type { Fault } from './fault.ts'
import { expectThat } from './fault.ts'
import { IDENTITY, isAlert, since, type FaultTestbed } from './testbed.ts'

const CANNOT = /Offline|Connecting|The line[^\n]*|The service cannot be reached|No network/

/** More than there is room for on a screen. */
const STORM = 10

/** Makes trouble; answers how long it took until the phone was registered again. */
async function untilBack(testbed: FaultTestbed, kind: string, more: object = {}): Promise<number> {
  const mark = testbed.mark()
  const started = Date.now()
  await testbed.trouble(kind, more)
  return testbed.backAfter(mark, started)
}

/** Sockets, the exchange behind them, and the way there. */
export const signallingFaults: readonly Fault[] = [
  {
    name: 'socket killed',
    cause: 'the exchange ends the socket without a message',
    run: async (testbed) => ({ saw: 'connected again by itself', backMs: await untilBack(testbed, 'drop') }),
  },
  {
    name: 'socket killed in mid-ring',
    cause: 'the socket ends while a call rings; the exchange invites again',
    async run(testbed) {
      const { sid, from } = await testbed.ring()
      const started = Date.now()
      await testbed.trouble('drop')
      const backMs = await testbed.backAfter(from, started)
      await testbed.exchange
        .next('invited', {}, { from: testbed.exchange.events.entries.length - 1 })
        .catch(() => undefined)
      expectThat(since(testbed, from, 'invited') === 2, 'The exchange did not invite again.')
      await testbed.desktop.notifications?.press('Accept')
      await testbed.exchange.next('bridged', { callSid: sid }, { from })
      await testbed.hangUp(sid)
      return { saw: 'it rang on, and Accept on the notification connected', backMs }
    },
  },
  {
    name: 'socket killed in a call',
    cause: 'the socket ends while two people talk',
    async run(testbed) {
      const sid = await testbed.talk()
      const mark = testbed.mark()
      const started = Date.now()
      await testbed.trouble('drop')
      await testbed.exchange.next('media', { state: 'resumed' }, { from: mark })
      const backMs = Date.now() - started
      expectThat(since(testbed, mark, 'ended') === 0, 'The call ended.')
      await testbed.saysNoMore(/Reconnecting/i)
      await testbed.hangUp(sid)
      return { saw: 'the call went on', backMs }
    },
  },
  {
    name: 'socket stalled',
    cause: 'the socket stays open and nothing passes',
    run: async (testbed) => ({
      saw: 'noticed the silence and reconnected',
      noticedMs: await untilBack(testbed, 'stall'),
    }),
  },
  {
    name: 'registration lost',
    cause: 'the exchange forgets the registration and acknowledges none on that socket; heartbeats go on',
    run: async (testbed) => ({
      saw: 'noticed the missing acknowledgement and registered again',
      noticedMs: await untilBack(testbed, 'forget'),
    }),
  },
  {
    name: 'slow',
    cause: 'every message takes 1.5 s longer, each way',
    async run(testbed) {
      await testbed.trouble('delay', { ms: 1_500 })
      const ms = await testbed.takeCall()
      await testbed.trouble('clear')
      return { saw: `a call rang after ${(ms / 1_000).toFixed(1)} s and was answered` }
    },
  },
  {
    name: 'told to stop',
    cause: 'the exchange says `close`, which stops the SDK for good',
    run: async (testbed) => ({ saw: 'connected again by itself', backMs: await untilBack(testbed, 'close') }),
  },
  {
    name: 'exchange restarted',
    cause: 'nothing listens for 3 s, then the same port again; all registrations are lost',
    async run(testbed) {
      const mark = testbed.mark()
      const started = Date.now()
      await testbed.trouble('restart', { ms: 3_000 })
      const saw = await testbed.says(CANNOT)
      const noticedMs = Date.now() - started
      return { saw: `“${saw}”`, noticedMs, backMs: await testbed.backAfter(mark, started + 3_000) }
    },
  },
  {
    name: 'exchange restarted in mid-ring',
    cause: 'while a call rings nothing listens for 1 s, then the same port again; the call is lost',
    async run(testbed) {
      const { shown } = await testbed.ring()
      const backMs = (await untilBack(testbed, 'restart', { ms: 1_000 })) - 1_000
      await testbed.watch.next('closed', ({ id }) => id === shown.id)
      await testbed.saysNoMore(/Incoming call/)
      return { saw: 'the notification and the call went, and the line came back', backMs }
    },
  },
  {
    name: 'storm',
    cause: `${STORM} people call in the same moment`,
    async run(testbed) {
      const before = testbed.watch.events.length
      const mark = testbed.mark()
      await testbed.trouble('storm', { identity: IDENTITY, calls: STORM })
      const events = () => testbed.watch.events.slice(before)
      for (let seen = before, count = 0; count < STORM; count += 1) {
        const shown = await testbed.watch.next('shown', isAlert, { since: seen })
        seen = testbed.watch.events.indexOf(shown) + 1
      }
      const invited = testbed.exchange.events.entries.slice(mark).filter((event) => event.type === 'invited')
      const sids = new Set(invited.map(({ callSid }) => callSid))
      for (const sid of sids) await testbed.exchange.request('POST', `/calls/${sid}/hangup`)
      await testbed.saysNoMore(/Incoming call/)
      const alerts = events().filter((event) => event.type === 'shown' && isAlert(event))
      expectThat(alerts.length === STORM, `${alerts.length} notifications for ${STORM} calls`)
      return { saw: 'each was notified once, and all went with their callers' }
    },
  },
  {
    name: 'duplicate invite',
    cause: 'the same invite comes twice',
    async run(testbed) {
      const before = testbed.watch.events.length
      const { sid, from } = await testbed.ring()
      await testbed.trouble('duplicate')
      await testbed.desktop.notifications?.press('Accept')
      await testbed.exchange.next('bridged', { callSid: sid }, { from })
      await testbed.hangUp(sid)
      const alerts = testbed.watch.events
        .slice(before)
        .filter((event) => event.type === 'shown' && isAlert(event))
      expectThat(alerts.length === 1, `${alerts.length} notifications for one call`)
      return { saw: 'one notification, and Accept connected' }
    },
  },
]
