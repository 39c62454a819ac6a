import { EventEmitter } from 'node:events'
import type { NotificationConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import {
  createElectronNotifier,
  type Activation,
  type NativeNotification,
} from '../../../../../src/main/notifications/electron/electron-notifier.ts'
import type { NotifierEvent, Toast } from '../../../../../src/main/notifications/notifier.ts'
import { areButtonsVisible } from '../../../../../src/main/notifications/visible-buttons.ts'
import { createFakeClock } from '../../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../../support/fakes/memory-log.ts'
import { aCallToast } from '../../../../support/main/fake-notifier.ts'

const ADA = aCallToast({ key: 'CA1', title: 'Ada', body: 'is calling' })

class FakeNotification extends EventEmitter implements NativeNotification {
  readonly options: NotificationConstructorOptions
  closed = 0
  constructor(options: NotificationConstructorOptions) {
    super()
    this.options = options
  }
  show(): void {}
  /** Electron releases its object first, so that closing emits no event. */
  close(): void {
    this.closed += 1
  }
}

function setUp(platform: 'win32' | 'darwin', modern = true) {
  const fakeClock = createFakeClock()
  const made: FakeNotification[] = []
  let activate: (details: Activation) => void = () => {}
  const notifier = createElectronNotifier({
    platform,
    create(options) {
      if (platform === 'win32' && (options.id ?? '').length > 64)
        throw new Error('Notification id exceeds Windows limit of 64 UTF-16 characters')
      const notification = new FakeNotification(options)
      made.push(notification)
      return notification
    },
    isSupported: () => true,
    handleActivation:
      platform === 'win32' && modern
        ? (callback) => {
            activate = callback
          }
        : null,
    actions: true,
    buttons: areButtonsVisible({ platform, server: 'The system', actions: true }),
    iconFile: '/icon.png',
    ...fakeClock,
    log: createMemoryLog(),
  })
  const said: string[] = []
  notifier.on((event: NotifierEvent) => {
    if (event.type === 'action') said.push(event.action)
    if (event.type === 'closed') said.push(`closed: ${event.reason}`)
  })
  const press = (index: number) => {
    const tag = made.at(-1)?.options.id ?? ''
    activate({ type: 'action', arguments: `type=action&action=${index}&tag=${tag}`, actionIndex: index })
  }
  return { notifier, made, fakeClock, said, activate: press }
}

type World = ReturnType<typeof setUp>
const tell =
  (event: string, ...args: readonly unknown[]) =>
  (world: World) =>
    void world.made.at(-1)?.emit(event, ...args)
const show = tell('show')
const failed = tell('failed', {}, 'Settings prevent the notification from being delivered.')
const accept = tell('action', { actionIndex: 0 }, 0)
const acceptByActivation = (world: World) => {
  world.activate(0)
}
const click = tell('click', {})
const closed = (reason?: string) => tell('close', reason === undefined ? {} : { reason })
const closeIt = (world: World) => void world.notifier.close('CA1')

/**
 * The order of events as the sources of Electron 45 tell them. `result` is what `show` answered, `said` is what the
 * rest of Offhook heard, `capable` whether notifications count as working afterwards.
 */
const SEQUENCES = [
  // Windows: shell/browser/notifications/win
  ['win32', 'is shown', [show], 'shown', [], true],
  ['win32', 'is accepted, which the object tells', [show, accept], 'shown', ['accept'], true],
  ['win32', 'is accepted, which the activation tells', [show, acceptByActivation], 'shown', ['accept'], true],
  [
    'win32',
    'is accepted, and both events report it: the press counts once',
    [show, acceptByActivation, accept],
    'shown',
    ['accept'],
    true,
  ],
  [
    'win32',
    'is accepted, and both events report it in the other order',
    [show, accept, acceptByActivation],
    'shown',
    ['accept'],
    true,
  ],
  [
    'win32',
    'is dismissed with the cross, and the list’s entry is pressed later',
    [show, closed('userCanceled'), acceptByActivation],
    'shown',
    ['closed: dismissed', 'accept'],
    true,
  ],
  ['win32', 'goes into the list by itself', [show, closed('timedOut')], 'shown', ['closed: expired'], true],
  [
    'win32',
    'is shown and then refused: notifications are off for Offhook',
    [show, failed],
    'shown',
    ['closed: unknown'],
    false,
  ],
  [
    'win32',
    'ends before it was shown: it is closed once it is there',
    [closeIt, show],
    'shown',
    ['closed: closed-by-us'],
    true,
  ],
  ['win32', 'is pressed itself', [show, click], 'shown', ['open'], true],
  // macOS: shell/browser/notifications/mac
  ['darwin', 'is shown', [show], 'shown', [], true],
  ['darwin', 'is refused: not signed, or not allowed', [failed], 'failed', ['closed: unknown'], false],
  ['darwin', 'is accepted', [show, accept], 'shown', ['accept'], true],
  ['darwin', 'is a banner that vanishes, and nothing tells it', [show], 'shown', [], true],
  [
    'darwin',
    'is a banner that vanishes, and is accepted in the notification centre',
    [show, accept],
    'shown',
    ['accept'],
    true,
  ],
  ['darwin', 'is closed by the person', [show, closed()], 'shown', ['closed: unknown'], true],
  // electron/electron#51885: the click is not reported while Offhook is in front, where its window is visible anyway.
  ['darwin', 'is clicked while Offhook is in front, which is not told', [show], 'shown', [], true],
  [
    'darwin',
    'ends before it was shown: it is closed once it is there',
    [closeIt, show],
    'shown',
    ['closed: closed-by-us'],
    true,
  ],
] as const

describe('the notification of a call', () => {
  test.each(SEQUENCES)('on %s %s', async (platform, _what, steps, result, said, capable) => {
    const world = setUp(platform)
    const shown = world.notifier.show(ADA)
    for (const step of steps) step(world)
    expect(await shown).toMatchObject({ status: result })
    expect(world.said).toEqual(said)
    expect(world.notifier.capabilities !== null).toBe(capable)
    // One that ends before it was shown must not stay on the screen.
    expect(world.made[0]?.closed).toBe(new Set<unknown>(steps).has(closeIt) ? 1 : 0)
  })

  test.each(['win32', 'darwin'] as const)(
    'on %s that is closed too early is removed, even without an event',
    async (platform) => {
      const { notifier, made, fakeClock } = setUp(platform)
      void notifier.show(ADA)
      await notifier.close('CA1')
      expect(made[0]?.closed).toBe(0)
      await fakeClock.advance(5_000)
      expect(made[0]?.closed).toBe(1)
    },
  )

  test.each(['win32', 'darwin'] as const)(
    'on %s that changes before it was shown is replaced: the old one goes once it is there',
    async (platform) => {
      const { notifier, made } = setUp(platform)
      void notifier.show(ADA)
      void notifier.show({ ...ADA, title: 'Ada Lovelace' })
      made[1]?.emit('show')
      expect(made.map(({ closed }) => closed)).toEqual([0, 0])
      made[0]?.emit('show')
      expect(made.map(({ closed }) => closed)).toEqual([1, 0])
    },
  )

  test('on macOS counts as working again once one is shown', async () => {
    const { notifier, made } = setUp('darwin')
    const changes: string[] = []
    notifier.on(({ type }) => changes.push(type))
    void notifier.show(ADA)
    made[0]?.emit('failed', {}, 'not authorised')
    expect(notifier.capabilities).toBeNull()
    void notifier.show(ADA)
    made[1]?.emit('show')
    expect(notifier.capabilities).toMatchObject({ buttons: false })
    expect(changes.filter((type) => type === 'changed')).toHaveLength(2)
  })
})

describe('the notification that the system gets', () => {
  test('has the icon on Windows and none on macOS', () => {
    const windows = setUp('win32')
    const mac = setUp('darwin')
    void windows.notifier.show(ADA)
    void mac.notifier.show(ADA)
    expect(windows.made[0]?.options.icon).toBe('/icon.png')
    expect(mac.made[0]?.options).not.toHaveProperty('icon')
    expect(mac.made[0]?.options.actions).toHaveLength(2)
  })

  test('is a Windows call toast if Electron can report presses on its buttons', () => {
    const modern = setUp('win32')
    const old = setUp('win32', false)
    const mac = setUp('darwin')
    for (const { notifier } of [modern, old, mac]) void notifier.show(ADA)
    expect(modern.made[0]?.options.toastXml).toContain('scenario="incomingCall"')
    expect(old.made[0]?.options).not.toHaveProperty('toastXml')
    expect(mac.made[0]?.options).not.toHaveProperty('toastXml')
  })

  test('is a plain notification if Windows rejects the call toast', async () => {
    const { notifier, made } = setUp('win32')
    const shown = notifier.show(ADA)
    made[0]?.emit('failed', {}, 'XML: Invalid XML, ERROR Notification failed')
    expect(made[1]?.options).not.toHaveProperty('toastXml')
    made[1]?.emit('show')
    expect(await shown).toMatchObject({ status: 'shown' })
    expect(notifier.capabilities).not.toBeNull()
  })

  test.each([
    'missed:identity:ada.lovelace+support-team-north-west@telephony.department.example.org',
    'missed:identity:a&b=c',
    `missed:identity:${'x'.repeat(121)}`,
    'missed:identity:Ђ',
  ])('has an id that Windows takes, also for %s', async (key) => {
    const { notifier, made, said, activate } = setUp('win32')
    const toast: Toast = {
      key,
      kind: 'missed',
      title: 'Missed',
      body: '',
      actions: [{ id: 'call-back', label: 'Call back' }],
    }
    const shown = notifier.show(toast)
    made[0]?.emit('show')
    expect(await shown).toMatchObject({ status: 'shown' })
    activate(0)
    expect(said).toEqual(['call-back'])
  })
})
