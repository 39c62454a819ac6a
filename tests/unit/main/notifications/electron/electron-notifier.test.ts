import { EventEmitter } from 'node:events'
import type { NotificationConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import {
  createElectronNotifier,
  type Activation,
  type NativeNotification,
} from '../../../../../src/main/notifications/electron/electron-notifier.ts'
import type { NotifierEvent } from '../../../../../src/main/notifications/notifier.ts'
import { createFakeClock } from '../../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../../support/fakes/memory-log.ts'
import { aCallToast } from '../../../../support/main/fake-notifier.ts'

const ADA = aCallToast({ key: 'CA1', title: 'Ada', body: '(202) 555-0142 is calling' })
const BOB = aCallToast({ key: 'CA2', title: 'Bob', body: '(202) 555-0143 is calling' })

class FakeNotification extends EventEmitter implements NativeNotification {
  readonly options: NotificationConstructorOptions
  closed = 0
  shown = 0

  constructor(options: NotificationConstructorOptions) {
    super()
    this.options = options
  }

  show(): void {
    this.shown += 1
  }

  close(): void {
    this.closed += 1
    this.emit('close', {})
  }
}

interface Options {
  readonly platform?: NodeJS.Platform
  readonly actions?: boolean
  readonly supported?: boolean
  readonly activation?: boolean
}

function setUp({ platform = 'win32', actions = true, supported = true, activation = true }: Options = {}) {
  const fakeClock = createFakeClock()
  const made: FakeNotification[] = []
  const activations: ((details: Activation) => void)[] = []
  const notifier = createElectronNotifier({
    create(options) {
      // As Electron 42 and later versions do on Windows.
      if (platform === 'win32' && (options.id ?? '').length > 64)
        throw new Error('Notification id exceeds Windows limit of 64 UTF-16 characters')
      const notification = new FakeNotification(options)
      made.push(notification)
      return notification
    },
    isSupported: () => supported,
    handleActivation: activation ? (callback) => activations.push(callback) : null,
    platform,
    actions,
    buttons: actions,
    iconFile: '/icon.png',
    ...fakeClock,
    log: createMemoryLog(),
  })
  const events: NotifierEvent[] = []
  notifier.on((event) => events.push(event))
  const pressed = () =>
    events.flatMap((event) => (event.type === 'action' ? [`${event.key} ${event.action}`] : []))
  return { notifier, made, fakeClock, events, pressed, activations }
}

describe('Electron’s own notifications', () => {
  test('have both buttons, are silent, persist, and count as shown after the show event', async () => {
    const { notifier, made, fakeClock } = setUp()
    const shown = notifier.show(ADA)
    expect(made[0]?.options).toMatchObject({
      title: 'Ada',
      body: ADA.body,
      silent: true,
      timeoutType: 'never',
      actions: [{ text: 'Accept' }, { text: 'Reject' }],
    })
    made[0]?.emit('show')
    expect(await shown).toMatchObject({ status: 'shown', buttons: true, at: fakeClock.clock() })
  })

  test('without button support have no buttons, and report this', async () => {
    const { notifier, made } = setUp({ actions: false })
    const shown = notifier.show(ADA)
    made[0]?.emit('show')
    expect(made[0]?.options.actions).toBeUndefined()
    expect(await shown).toMatchObject({ status: 'shown', buttons: false })
  })

  test('of a missed call have their own button; a hint has none, and closes by itself', () => {
    const { notifier, made, pressed } = setUp()
    const callBack = { id: 'call-back', label: 'Call back' }
    void notifier.show({ key: 'M1', kind: 'missed', title: 'Missed', body: '', actions: [callBack] })
    void notifier.show({ key: 'H1', kind: 'hint', title: 'Still here', body: '', actions: [] })
    expect(made[0]?.options).toMatchObject({
      urgency: 'normal',
      timeoutType: 'never',
      actions: [{ text: 'Call back' }],
    })
    expect(made[1]?.options).toMatchObject({ urgency: 'normal', timeoutType: 'default' })
    expect(made[1]?.options.actions).toBeUndefined()
    made[0]?.emit('action', {}, 0)
    made[0]?.emit('action', {}, 1)
    expect(pressed()).toEqual(['M1 call-back'])
  })

  test('that fail report the reason, also without system support and without any event', async () => {
    const { notifier, made, fakeClock } = setUp()
    const failed = notifier.show(ADA)
    made[0]?.emit('failed', {}, 'the app is not signed')
    expect(await failed).toMatchObject({ status: 'failed', reason: expect.stringContaining('not signed') })
    const silent = notifier.show(BOB)
    await fakeClock.advance(5_000)
    expect(await silent).toMatchObject({ status: 'failed' })
    expect(await setUp({ supported: false }).notifier.show(ADA)).toMatchObject({ status: 'failed' })
  })

  test('report the pressed button', () => {
    const { notifier, made, pressed } = setUp()
    void notifier.show(ADA)
    void notifier.show(BOB)
    made[0]?.emit('action', {}, 0)
    made[1]?.emit('action', {}, 1)
    made[1]?.emit('click')
    made[1]?.emit('action', {}, 7)
    expect(pressed()).toEqual(['CA1 accept', 'CA2 reject', 'CA2 open'])
  })

  test('on Windows report the pressed button even when their object has been destroyed', () => {
    const { notifier, pressed, activations } = setUp()
    void notifier.show(ADA)
    activations[0]?.({ type: 'action', arguments: 'type=action&action=1&tag=CA1', actionIndex: 1 })
    void notifier.show(BOB)
    activations[0]?.({ type: 'action', arguments: 'tag=CA2', actionIndex: 0 })
    activations[0]?.({ type: 'click', arguments: 'tag=CA1' })
    expect(pressed()).toEqual(['CA1 reject', 'CA2 accept', 'CA1 open'])
  })

  test('on Windows never accept one call with a press on the notification of another', () => {
    const { notifier, made, pressed, activations } = setUp()
    void notifier.show(ADA)
    // A notification of a call from before the restart of Offhook.
    activations[0]?.({ type: 'action', arguments: 'type=action&action=0&tag=CA0', actionIndex: 0 })
    activations[0]?.({ type: 'action', arguments: 'which one?', actionIndex: 0 })
    activations[0]?.({ type: 'action', arguments: 'type=action&action=0&tag=CA', actionIndex: 0 })
    // The same call after another INVITE: its key has the same prefix as the first one.
    void notifier.show({ ...ADA, key: 'CA1/2' })
    const tag = made[1]?.options.id ?? ''
    activations[0]?.({ type: 'action', arguments: `type=action&action=0&tag=${tag}`, actionIndex: 0 })
    expect(pressed()).toEqual(['CA1/2 accept'])
  })

  test.each([
    ['userCanceled', 'dismissed'],
    ['timedOut', 'expired'],
    ['applicationHidden', 'closed-by-us'],
    [undefined, 'unknown'],
  ])('closed because of %s: %s', (reason, words) => {
    const { notifier, made, events } = setUp()
    void notifier.show(ADA)
    made[0]?.emit('close', { reason })
    expect(events).toMatchObject([{ type: 'closed', key: 'CA1', reason: words }])
  })

  test('that Offhook closes are closed once, and report it once', async () => {
    const { notifier, made, events } = setUp()
    void notifier.show(ADA)
    made[0]?.emit('show')
    await notifier.close('CA1')
    await notifier.close('CA1')
    expect(made[0]?.closed).toBe(1)
    expect(events).toMatchObject([{ type: 'closed', reason: 'closed-by-us' }])
  })

  test('shown again for the same call replace the old one, which reports nothing more', () => {
    const { notifier, made, events } = setUp()
    void notifier.show(ADA)
    made[0]?.emit('show')
    void notifier.show({ ...ADA, title: 'Ada Lovelace' })
    expect(made.map(({ closed }) => closed)).toEqual([1, 0])
    expect(made[0]?.options.id).not.toBe(made[1]?.options.id)
    expect(events).toEqual([])
  })

  test('that cannot be created report a failure with a message', async () => {
    const notifier = createElectronNotifier({
      create() {
        throw new Error('no notification centre')
      },
      isSupported: () => true,
      handleActivation: null,
      platform: 'darwin',
      actions: true,
      buttons: false,
      iconFile: '/icon.png',
      ...createFakeClock(),
      log: createMemoryLog(),
    })
    expect(await notifier.show(ADA)).toEqual({ status: 'failed', reason: 'no notification centre' })
  })
})
