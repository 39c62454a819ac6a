import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { NotifierUnderTest } from '../../support/notifications/harness.ts'
import type { Toast } from '../../../src/main/notifications/notifier.ts'
import { aCallToast } from '../../support/main/fake-notifier.ts'

/** One kind of notification server, with the operations that the tests need. */
export interface ServerUnderTest {
  /** Whether the actions of a notification are visible as buttons. */
  readonly buttons: boolean
  /** Creates a notifier on the bus of the server. */
  notifier(): Promise<NotifierUnderTest>
  /** Presses the action with this label on the notification with this title, as a user does. */
  press(label: string, title: string): Promise<void>
  restart(): Promise<void>
  stopServer(): Promise<void>
  startServer(): Promise<void>
}

const ADA = aCallToast({ key: 'CA1', title: 'Ada', body: '(202) 555-0142 is calling' })
const BOB = aCallToast({ key: 'CA2', title: 'Bob', body: '(202) 555-0143 is calling' })
const HOSTILE = aCallToast({
  key: 'CA3',
  title: '<b>Eve</b> & co',
  body: '<a href="x">Click</a> & <i>win</i>',
})
const MISSED: Toast = {
  key: 'missed:1',
  kind: 'missed',
  title: 'Missed call from Ada',
  body: 'At 14:05',
  actions: [{ id: 'call-back', label: 'Call back' }],
}

/** The requirements for every notification server. `server` is called when the tests run. */
export function notifierConformance(name: string, server: () => ServerUnderTest): void {
  describe(`notifications on ${name}`, () => {
    let under: NotifierUnderTest
    beforeEach(async () => {
      under = await server().notifier()
    })
    afterEach(async () => {
      for (const { key } of [ADA, BOB, HOSTILE, MISSED]) await under.notifier.close(key)
      under.close()
    })

    test('of calls are shown with two actions, critical urgency and no timeout', async () => {
      const result = await under.notifier.show(ADA)
      expect(result).toMatchObject({ status: 'shown', buttons: server().buttons })
      const shown = await under.watch.next('shown')
      expect(shown).toMatchObject({ app: 'Offhook', summary: 'Ada', body: ADA.body, urgency: 2, timeout: 0 })
      expect(shown.actions.slice(0, 2)).toEqual([
        // The primary action comes last, on the right, as in Offhook's own windows.
        { key: 'reject', label: 'Reject' },
        { key: 'accept', label: 'Accept' },
      ])
    })

    test('have known button visibility after `prepare`', async () => {
      await under.notifier.prepare()
      expect(under.notifier.capabilities).toMatchObject({ buttons: server().buttons })
    })

    test.each(['Accept', 'Reject'] as const)(
      'report the action %s for the pressed notification only',
      async (label) => {
        await under.notifier.show(ADA)
        await under.notifier.show(BOB)
        await server().press(label, 'Bob')
        expect(await under.next('action')).toMatchObject({ key: 'CA2', action: label.toLowerCase() })
        await under.notifier.close('CA2')
        await under.watch.next('closed')
        expect(under.titles()).toEqual(['Ada'])
      },
    )

    test('are removed when they are closed', async () => {
      await under.notifier.show(ADA)
      await under.notifier.close('CA1')
      expect(await under.watch.next('closed')).toMatchObject({ reason: 3 })
      expect(await under.next('closed')).toMatchObject({ key: 'CA1', reason: 'closed-by-us' })
      expect(under.titles()).toEqual([])
    })

    test('that are closed before the response of the server are removed', async () => {
      const shown = under.notifier.show(ADA)
      await under.notifier.close('CA1')
      await shown
      await under.notifier.show(BOB)
      await under.watch.next('shown', ({ summary }) => summary === 'Bob')
      expect(under.titles()).toEqual(['Bob'])
    })

    test('are updated in place when the name of the caller becomes known', async () => {
      await under.notifier.show({ ...ADA, title: '(202) 555-0142' })
      await under.notifier.show(ADA)
      const first = await under.watch.next('shown')
      const second = await under.watch.next('shown', ({ summary }) => summary === 'Ada')
      expect(second.replaces).toBe(first.id)
      expect(under.titles()).toEqual(['Ada'])
    })

    test('with markup in the name of the caller show it as plain text', async () => {
      await under.notifier.show(HOSTILE)
      const shown = await under.watch.next('shown')
      expect(shown.summary).toBe(HOSTILE.title)
      expect(shown.body).toBe('&lt;a href=&quot;x&quot;&gt;Click&lt;/a&gt; &amp; &lt;i&gt;win&lt;/i&gt;')
    })

    test('are reported as closed when the server restarts, and can be shown on the new server', async () => {
      await under.notifier.show(ADA)
      await under.watch.next('shown')
      await server().restart()
      expect(await under.next('closed')).toMatchObject({ key: 'CA1', reason: 'server-gone' })
      const since = under.watch.events.length
      expect(await under.notifier.show(ADA)).toMatchObject({ status: 'shown' })
      await under.watch.next('shown', undefined, { since })
      await server().press('Accept', 'Ada')
      expect(await under.next('action')).toMatchObject({ key: 'CA1', action: 'accept' })
    })

    test('without a server fail with a message until a server starts', async () => {
      await server().stopServer()
      const failed = await under.notifier.show(ADA)
      expect(failed).toMatchObject({
        status: 'failed',
        reason: expect.stringContaining('No notification server'),
      })
      expect(under.notifier.capabilities).toBeNull()
      await server().startServer()
      await under.next('available')
      expect(await under.notifier.show(ADA)).toMatchObject({ status: 'shown' })
    })

    test('of missed calls have normal urgency, no timeout and one action', async () => {
      await under.notifier.show(MISSED)
      const shown = await under.watch.next('shown')
      expect(shown).toMatchObject({ urgency: 1, timeout: 0 })
      expect(shown.actions.filter(({ key }) => key !== 'default')).toEqual([
        { key: 'call-back', label: 'Call back' },
      ])
      await server().press('Call back', 'Missed call from Ada')
      expect(await under.next('action')).toMatchObject({ key: 'missed:1', action: 'call-back' })
    })

    test('of the kind `hint` have no action and the default timeout', async () => {
      await under.notifier.show({ ...MISSED, kind: 'hint', actions: [] })
      const shown = await under.watch.next('shown')
      expect(shown).toMatchObject({ urgency: 1, timeout: -1 })
      expect(shown.actions.filter(({ key }) => key !== 'default')).toEqual([])
    })

    test('with an unknown key can be closed without an event', async () => {
      await under.notifier.close('CA9')
      expect(under.events).toEqual([])
    })
  })
}
