import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { NotifierUnderTest } from '../../support/notifications/harness.ts'
import type { Toast } from '../../../src/main/notifications/notifier.ts'
import { aCallToast } from '../../support/main/fake-notifier.ts'

/** One kind of notification server, and how a test lives with it. */
export interface ServerUnderTest {
  /** Whether the actions of a notification are visible as buttons. */
  readonly buttons: boolean
  /** A new notifier at the server's bus. */
  notifier(): Promise<NotifierUnderTest>
  /** Presses the action labelled so on the notification with this title, as a person would. */
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

/** What every notification server has to give a call. `server` is asked as the tests run. */
export function notifierConformance(name: string, server: () => ServerUnderTest): void {
  describe(`calls on ${name}`, () => {
    let under: NotifierUnderTest
    beforeEach(async () => {
      under = await server().notifier()
    })
    afterEach(async () => {
      for (const { key } of [ADA, BOB, HOSTILE, MISSED]) await under.notifier.close(key)
      under.close()
    })

    test('are shown with two actions, urgently, for as long as they ring', async () => {
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

    test('have buttons that can be seen, or not, from the first question on', async () => {
      await under.notifier.prepare()
      expect(under.notifier.capabilities).toMatchObject({ buttons: server().buttons })
    })

    test.each(['Accept', 'Reject'] as const)('are dealt with by %s, each for itself', async (label) => {
      await under.notifier.show(ADA)
      await under.notifier.show(BOB)
      await server().press(label, 'Bob')
      expect(await under.next('action')).toMatchObject({ key: 'CA2', action: label.toLowerCase() })
      await under.notifier.close('CA2')
      await under.watch.next('closed')
      expect(under.titles()).toEqual(['Ada'])
    })

    test('go when they are closed', async () => {
      await under.notifier.show(ADA)
      await under.notifier.close('CA1')
      expect(await under.watch.next('closed')).toMatchObject({ reason: 3 })
      expect(await under.next('closed')).toMatchObject({ key: 'CA1', reason: 'closed-by-us' })
      expect(under.titles()).toEqual([])
    })

    test('that end before the server has answered leave nothing behind', async () => {
      const shown = under.notifier.show(ADA)
      await under.notifier.close('CA1')
      await shown
      await under.notifier.show(BOB)
      await under.watch.next('shown', ({ summary }) => summary === 'Bob')
      expect(under.titles()).toEqual(['Bob'])
    })

    test('whose caller becomes known change in place', async () => {
      await under.notifier.show({ ...ADA, title: '(202) 555-0142' })
      await under.notifier.show(ADA)
      const first = await under.watch.next('shown')
      const second = await under.watch.next('shown', ({ summary }) => summary === 'Ada')
      expect(second.replaces).toBe(first.id)
      expect(under.titles()).toEqual(['Ada'])
    })

    test('of a hostile caller read as they are written', async () => {
      await under.notifier.show(HOSTILE)
      const shown = await under.watch.next('shown')
      expect(shown.summary).toBe(HOSTILE.title)
      expect(shown.body).toBe('&lt;a href=&quot;x&quot;&gt;Click&lt;/a&gt; &amp; &lt;i&gt;win&lt;/i&gt;')
    })

    test('are lost with a server that goes, and can be shown on the next', async () => {
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

    test('without a server fail in words, until there is one', async () => {
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

    test('that were missed are not urgent, stay, and have the one action they were given', async () => {
      await under.notifier.show(MISSED)
      const shown = await under.watch.next('shown')
      expect(shown).toMatchObject({ urgency: 1, timeout: 0 })
      expect(shown.actions.filter(({ key }) => key !== 'default')).toEqual([
        { key: 'call-back', label: 'Call back' },
      ])
      await server().press('Call back', 'Missed call from Ada')
      expect(await under.next('action')).toMatchObject({ key: 'missed:1', action: 'call-back' })
    })

    test('are not all there is to say: a hint has no action, and goes when the server likes', async () => {
      await under.notifier.show({ ...MISSED, kind: 'hint', actions: [] })
      const shown = await under.watch.next('shown')
      expect(shown).toMatchObject({ urgency: 1, timeout: -1 })
      expect(shown.actions.filter(({ key }) => key !== 'default')).toEqual([])
    })

    test('nobody knows can be closed', async () => {
      await under.notifier.close('CA9')
      expect(under.events).toEqual([])
    })
  })
}
