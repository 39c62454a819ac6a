import type { Fault } from './fault.ts'
import { expectThat } from './fault.ts'
import { IDENTITY, isAlert, since, type Stand } from './testbed.ts'

const CANNOT = /Offline|Connecting|The line[^\n]*|The service cannot be reached|No network/

/** More than there is room for on a screen. */
const STORM = 10

/** Makes trouble; answers how long it took until the phone was registered again. */
async function untilBack(stand: Stand, kind: string, more: object = {}): Promise<number> {
  const mark = stand.mark()
  const started = Date.now()
  await stand.trouble(kind, more)
  return stand.backAfter(mark, started)
}

/** Sockets, the exchange behind them, and the way there. */
export const signallingFaults: readonly Fault[] = [
  {
    name: 'socket killed',
    cause: 'the exchange ends the socket without a message',
    run: async (stand) => ({ saw: 'connected again by itself', backMs: await untilBack(stand, 'drop') }),
  },
  {
    name: 'socket killed in mid-ring',
    cause: 'the socket ends while a call rings; the exchange invites again',
    async run(stand) {
      const { sid, from } = await stand.ring()
      const started = Date.now()
      await stand.trouble('drop')
      const backMs = await stand.backAfter(from, started)
      await stand.exchange
        .next('invited', {}, { from: stand.exchange.events.entries.length - 1 })
        .catch(() => undefined)
      expectThat(since(stand, from, 'invited') === 2, 'The exchange did not invite again.')
      await stand.desktop.notifications?.press('Accept')
      await stand.exchange.next('bridged', { callSid: sid }, { from })
      await stand.hangUp(sid)
      return { saw: 'it rang on, and Accept on the notification connected', backMs }
    },
  },
  {
    name: 'socket killed in a call',
    cause: 'the socket ends while two people talk',
    async run(stand) {
      const sid = await stand.talk()
      const mark = stand.mark()
      const started = Date.now()
      await stand.trouble('drop')
      await stand.exchange.next('media', { state: 'resumed' }, { from: mark })
      const backMs = Date.now() - started
      expectThat(since(stand, mark, 'ended') === 0, 'The call ended.')
      await stand.saysNoMore(/Reconnecting/i)
      await stand.hangUp(sid)
      return { saw: 'the call went on', backMs }
    },
  },
  {
    name: 'socket stalled',
    cause: 'the socket stays open and nothing passes',
    run: async (stand) => ({
      saw: 'noticed the silence and reconnected',
      noticedMs: await untilBack(stand, 'stall'),
    }),
  },
  {
    name: 'registration lost',
    cause: 'the exchange forgets the registration and acknowledges none on that socket; heartbeats go on',
    run: async (stand) => ({
      saw: 'noticed the missing acknowledgement and registered again',
      noticedMs: await untilBack(stand, 'forget'),
    }),
  },
  {
    name: 'slow',
    cause: 'every message takes 1.5 s longer, each way',
    async run(stand) {
      await stand.trouble('delay', { ms: 1_500 })
      const ms = await stand.takeCall()
      await stand.trouble('clear')
      return { saw: `a call rang after ${(ms / 1_000).toFixed(1)} s and was answered` }
    },
  },
  {
    name: 'told to stop',
    cause: 'the exchange says `close`, which stops the SDK for good',
    run: async (stand) => ({ saw: 'connected again by itself', backMs: await untilBack(stand, 'close') }),
  },
  {
    name: 'exchange restarted',
    cause: 'nothing listens for 3 s, then the same port again; all registrations are lost',
    async run(stand) {
      const mark = stand.mark()
      const started = Date.now()
      await stand.trouble('restart', { ms: 3_000 })
      const saw = await stand.says(CANNOT)
      const noticedMs = Date.now() - started
      return { saw: `“${saw}”`, noticedMs, backMs: await stand.backAfter(mark, started + 3_000) }
    },
  },
  {
    name: 'exchange restarted in mid-ring',
    cause: 'while a call rings nothing listens for 1 s, then the same port again; the call is lost',
    async run(stand) {
      const { shown } = await stand.ring()
      const backMs = (await untilBack(stand, 'restart', { ms: 1_000 })) - 1_000
      await stand.watch.next('closed', ({ id }) => id === shown.id)
      await stand.saysNoMore(/Incoming call/)
      return { saw: 'the notification and the call went, and the line came back', backMs }
    },
  },
  {
    name: 'storm',
    cause: `${STORM} people call in the same moment`,
    async run(stand) {
      const before = stand.watch.events.length
      const mark = stand.mark()
      await stand.trouble('storm', { identity: IDENTITY, calls: STORM })
      const events = () => stand.watch.events.slice(before)
      for (let seen = before, count = 0; count < STORM; count += 1) {
        const shown = await stand.watch.next('shown', isAlert, { since: seen })
        seen = stand.watch.events.indexOf(shown) + 1
      }
      const invited = stand.exchange.events.entries.slice(mark).filter((event) => event.type === 'invited')
      const sids = new Set(invited.map(({ callSid }) => callSid))
      for (const sid of sids) await stand.exchange.request('POST', `/calls/${sid}/hangup`)
      await stand.saysNoMore(/Incoming call/)
      const alerts = events().filter((event) => event.type === 'shown' && isAlert(event))
      expectThat(alerts.length === STORM, `${alerts.length} notifications for ${STORM} calls`)
      return { saw: 'each was notified once, and all went with their callers' }
    },
  },
  {
    name: 'duplicate invite',
    cause: 'the same invite comes twice',
    async run(stand) {
      const before = stand.watch.events.length
      const { sid, from } = await stand.ring()
      await stand.trouble('duplicate')
      await stand.desktop.notifications?.press('Accept')
      await stand.exchange.next('bridged', { callSid: sid }, { from })
      await stand.hangUp(sid)
      const alerts = stand.watch.events
        .slice(before)
        .filter((event) => event.type === 'shown' && isAlert(event))
      expectThat(alerts.length === 1, `${alerts.length} notifications for one call`)
      return { saw: 'one notification, and Accept connected' }
    },
  },
]
