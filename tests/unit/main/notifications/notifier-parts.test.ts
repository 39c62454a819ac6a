import { once } from 'node:events'
import { createServer } from 'node:net'
import * as fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { deferred } from '../../../../src/main/lib/deferred.ts'
import { sessionBusAddresses } from '../../../../src/main/lib/dbus/session-bus-addresses.ts'
import { connectBus } from '../../../../src/main/lib/dbus/bus.ts'
import { createKeyedQueue } from '../../../../src/main/lib/keyed-queue.ts'
import { escapeMarkup } from '../../../../src/main/notifications/markup.ts'
import type { NotifierEvent, ShowResult } from '../../../../src/main/notifications/notifier.ts'
import { createNotificationIdMap } from '../../../../src/main/notifications/dbus/notification-id-map.ts'
import { withFallback } from '../../../../src/main/notifications/fallback-notifier.ts'
import { systemTimers } from '../../../../src/main/lib/timers.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'
import { aCallToast, createFakeNotifier } from '../../../support/main/fake-notifier.ts'

describe('the address of the session bus', () => {
  test.each([
    ['unix:path=/run/user/1000/bus', [{ path: '/run/user/1000/bus' }]],
    ['unix:path=/run/a%20b,guid=7', [{ path: '/run/a b' }]],
    ['unix:abstract=/run/dbus-x,guid=7', [{ path: '\0/run/dbus-x' }]],
    ['tcp:host=localhost,port=99', [{ host: 'localhost', port: 99 }]],
    ['unixexec:path=ssh;unix:path=/b', [{ path: '/b' }]],
    ['unix:path=%zz', []],
    ['tcp:port=x', []],
    ['nonsense', []],
  ])('%s', (address, expected) => {
    expect(sessionBusAddresses({ DBUS_SESSION_BUS_ADDRESS: address })).toEqual(expected)
  })

  test('defaults to the runtime folder, and is missing without one', () => {
    expect(sessionBusAddresses({ XDG_RUNTIME_DIR: '/run/user/7' })).toEqual([{ path: '/run/user/7/bus' }])
    expect(sessionBusAddresses({})).toEqual([])
  })

  test('that is missing or unreachable is reported with a message', async () => {
    await expect(connectBus([], systemTimers)).rejects.toThrow('has no message bus')
    await expect(connectBus([{ path: '/nonexistent/bus' }], systemTimers)).rejects.toThrow(
      'cannot be reached',
    )
  })

  test('that accepts the connection and sends nothing is disconnected', async () => {
    const left = deferred<string>()
    const mute = createServer((socket) => {
      socket.resume().on('close', () => left.resolve('left'))
      void fakeClock.advance(10_000)
    })
    const fakeClock = createFakeClock()
    await once(mute.listen(0, '127.0.0.1'), 'listening')
    const { port } = v.parse(v.object({ port: v.number() }), mute.address())
    const address = { host: '127.0.0.1', port }
    await expect(connectBus([address], fakeClock.timers)).rejects.toThrow('not answered in time')
    expect(await left.promise).toBe('left')
    mute.close()
  })
})

test('escaped text is displayed as written, and contains no markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const escaped = escapeMarkup(text)
      expect(escaped).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/)
      const read = escaped
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&')
      expect(read).toBe(text)
    }),
  )
})

test('tasks of one key run in sequence, tasks of different keys run concurrently, and a failure stops no other task', async () => {
  const inTurn = createKeyedQueue()
  const first = deferred<void>()
  const done: string[] = []
  const one = inTurn('a', async () => {
    await first.promise
    done.push('a1')
    throw new Error('no')
  })
  const failed = expect(one).rejects.toThrow('no')
  const two = inTurn('a', async () => done.push('a2'))
  await inTurn('b', async () => done.push('b1'))
  expect(done).toEqual(['b1'])
  first.resolve()
  await failed
  await two
  expect(done).toEqual(['b1', 'a1', 'a2'])
})

describe('the call of a notification id', () => {
  const shown = (id: number, from = ':1.7') => ({ from, id })

  test('is found shortly after the notification closed, until the id is used again', () => {
    const ids = createNotificationIdMap()
    const seven = shown(7)
    ids.set('CA1', seven)
    ids.remove('CA1')
    expect([ids.keyOf(seven), ids.keyOfRecent(seven)]).toEqual([undefined, 'CA1'])
    ids.set('CA2', seven)
    expect([ids.keyOf(seven), ids.keyOfRecent(seven), ids.idOf('CA1')]).toEqual(['CA2', 'CA2', undefined])
  })

  test('is not found for a notification of another server with the same id', () => {
    const ids = createNotificationIdMap()
    ids.set('CA1', shown(1))
    ids.set('CA2', shown(1, ':1.8'))
    expect([ids.keyOf(shown(1)), ids.keyOf(shown(1, ':1.8'))]).toEqual(['CA1', 'CA2'])
    expect(ids.keyOfRecent(shown(1, ':1.9'))).toBeUndefined()
  })

  test('is removed after a while', () => {
    const ids = createNotificationIdMap()
    for (let id = 1; id <= 100; id += 1) {
      ids.set(`CA${id}`, shown(id))
      ids.remove(`CA${id}`)
    }
    expect(ids.keyOfRecent(shown(1))).toBeUndefined()
    expect(ids.keyOfRecent(shown(100))).toBe('CA100')
  })
})

describe('a notifier with a fallback', () => {
  const TOAST = aCallToast({ key: 'CA1', title: 'Ada', body: 'is calling' })

  function setUp() {
    let result: ShowResult = { status: 'failed', reason: 'No server.' }
    const first = createFakeNotifier(() => result)
    const second = createFakeNotifier()
    const both = withFallback(first, second, createMemoryLog())
    const events: NotifierEvent[] = []
    both.on((event) => events.push(event))
    const works = () => {
      result = { status: 'shown', buttons: true, at: 1, by: 'First' }
    }
    return { first, second, both, events, works }
  }

  test('uses the fallback only when the first fails', async () => {
    const { first, second, both, works } = setUp()
    expect(await both.show(TOAST)).toMatchObject({ status: 'shown', by: 'Fake' })
    expect([first.screen.size, second.screen.size]).toEqual([0, 1])
    works()
    expect(await both.show(TOAST)).toMatchObject({ status: 'shown', by: 'First' })
    expect([first.screen.size, second.screen.size]).toEqual([1, 0])
  })

  test('does not show a notification that was closed during the first attempt', async () => {
    const { first, second, both } = setUp()
    const failing = deferred<ShowResult>()
    first.show = () => failing.promise
    const shown = both.show(TOAST)
    await both.close('CA1')
    failing.resolve({ status: 'failed', reason: 'It did not answer in time.' })
    expect(await shown).toMatchObject({ status: 'failed' })
    expect(second.shows).toEqual([])
  })

  test('has no notifications while the first has no server and the second has shown nothing', async () => {
    const { first, both, events } = setUp()
    Reflect.set(first, 'capabilities', null)
    expect(both.capabilities).toBeNull()
    await both.show(TOAST)
    expect(both.capabilities).toMatchObject({ server: 'Fake' })
    expect(events).toContainEqual({ type: 'changed' })
  })

  test('closes a notification of either notifier, and forwards the events of both', async () => {
    const { second, both, events } = setUp()
    await both.show(TOAST)
    second.tell({ type: 'action', key: 'CA1', action: 'open', at: 1 })
    await both.close('CA1')
    await flushPromises()
    expect(second.screen.size).toBe(0)
    expect(events.filter(({ type }) => type !== 'changed')).toEqual([
      { type: 'action', key: 'CA1', action: 'open', at: 1 },
    ])
  })
})
