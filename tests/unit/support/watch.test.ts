import { describe, expect, it } from 'vitest'
import type { BusMessage } from '../../support/desktop/dbus.ts'
import { reader } from '../../support/desktop/watch.ts'

const interfaceName = 'org.freedesktop.Notifications'
const hints = [['urgency', [[{ type: 'y', child: [] }], [2]]]]
const notify = (serial: number, sender = ':1.7'): BusMessage => ({
  type: 1,
  serial,
  sender,
  interface: interfaceName,
  member: 'Notify',
  body: ['Offhook', 3, '', 'Ann', 'calls', ['accept', 'Accept', 'reject', 'Reject'], hints, 0],
})
const answer = (replySerial: number, id: number, destination = ':1.7'): BusMessage => ({
  type: 2,
  replySerial,
  destination,
  body: [id],
})

describe('the watch over notifications', () => {
  it('joins what was asked with the id the server gave', () => {
    const read = reader()
    expect(read(notify(5), 1000)).toBeUndefined()
    expect(read(answer(5, 42), 1030)).toEqual({
      type: 'shown',
      id: 42,
      asked: 1000,
      at: 1030,
      app: 'Offhook',
      replaces: 3,
      summary: 'Ann',
      body: 'calls',
      actions: [
        { key: 'accept', label: 'Accept' },
        { key: 'reject', label: 'Reject' },
      ],
      urgency: 2,
      timeout: 0,
    })
    expect(read(answer(5, 42), 1040)).toBeUndefined()
  })

  it('keeps apart two apps that use the same serial', () => {
    const read = reader()
    read(notify(5, ':1.7'), 1)
    read(notify(5, ':1.8'), 2)
    expect(read(answer(5, 9, ':1.8'), 3)).toMatchObject({ id: 9, asked: 2 })
    expect(read(answer(5, 8, ':1.7'), 4)).toMatchObject({ id: 8, asked: 1 })
  })

  it('does not take a refusal for a notification', () => {
    const read = reader()
    read(notify(5), 1)
    expect(read({ ...answer(5, 0), type: 3, body: ['no'] }, 2)).toBeUndefined()
    expect(read(answer(5, 1), 3)).toBeUndefined()
  })

  it.each<[BusMessage, object]>([
    [
      { type: 4, interface: interfaceName, member: 'ActionInvoked', body: [4, 'accept'] },
      { type: 'action', id: 4, key: 'accept' },
    ],
    [
      { type: 4, interface: interfaceName, member: 'NotificationClosed', body: [4, 2] },
      { type: 'closed', id: 4, reason: 2 },
    ],
    [
      { type: 1, interface: interfaceName, member: 'CloseNotification', body: [4] },
      { type: 'close-asked', id: 4 },
    ],
  ])('reads %o', (message, expected) => {
    expect(reader()(message, 7)).toEqual({ ...expected, at: 7 })
  })

  it('leaves all other traffic alone', () => {
    const read = reader()
    expect(
      read({ type: 1, interface: interfaceName, member: 'GetCapabilities', body: [] }, 1),
    ).toBeUndefined()
    expect(
      read({ type: 4, interface: 'org.example', member: 'ActionInvoked', body: [1, 'x'] }, 1),
    ).toBeUndefined()
    expect(read(answer(99, 1), 1)).toBeUndefined()
  })
})
