import type { Fault } from './fault.ts'
import { expectThat } from './fault.ts'
import { isAlert, since } from './stand.ts'

const CANNOT = /Offline|Connecting|The line[^\n]*|The service cannot be reached|There is no network/

/** Sockets, the exchange behind them, and the way there. */
export const signallingFaults: readonly Fault[] = [
  {
    name: 'socket killed',
    cause: 'the exchange ends the socket without a word',
    async run(stand) {
      const mark = stand.mark()
      const started = Date.now()
      await stand.trouble('drop')
      return { saw: 'connected again by itself', backMs: await stand.backAfter(mark, started) }
    },
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
    async run(stand) {
      const mark = stand.mark()
      const started = Date.now()
      await stand.trouble('stall')
      const noticedMs = await stand.backAfter(mark, started)
      return { saw: 'noticed the silence and connected anew', noticedMs }
    },
  },
  {
    name: 'refused',
    cause: 'the socket ends, and new ones are turned away for 8 s',
    async run(stand) {
      const started = Date.now()
      await stand.trouble('refuse')
      await stand.trouble('drop')
      const saw = await stand.says(CANNOT)
      const noticedMs = Date.now() - started
      await stand.lasts(8_000 - noticedMs)
      const mark = stand.mark()
      const over = Date.now()
      await stand.trouble('clear')
      return { saw: `“${saw}”`, noticedMs, backMs: await stand.backAfter(mark, over) }
    },
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
    async run(stand) {
      const mark = stand.mark()
      const started = Date.now()
      await stand.trouble('close')
      return { saw: 'connected again by itself', backMs: await stand.backAfter(mark, started) }
    },
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
