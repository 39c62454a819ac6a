import { describe, expect, test } from 'vitest'
import { pageTitle } from '../../../src/renderer/ui/shell/page-title.ts'
import type { PhoneEvent } from '../../../src/shared/domain/events.ts'
import { newPhone } from '../../../src/shared/domain/phone.ts'
import { reduce } from '../../../src/shared/domain/reducer.ts'

const MARIA = { kind: 'number', address: '+12025550147', name: 'Maria Santos' } as const
const ALICE = { kind: 'identity', address: 'alice', name: null } as const

const ready: PhoneEvent = { type: 'registration-registered', at: 1, identity: 'me' }
const mariaRings: PhoneEvent = { type: 'incoming', at: 2, id: 'a', sid: 'CA1', from: MARIA }
const aliceRings: PhoneEvent = { type: 'incoming', at: 3, id: 'b', sid: 'CA2', from: ALICE }
const answering: PhoneEvent = { type: 'accepting', at: 4, id: 'a' }
const open: PhoneEvent = { type: 'connected', at: 5, id: 'a', sid: null }

describe('the title of the window says what matters most', () => {
  test.each<[string, PhoneEvent[]]>([
    ['Starting – Offhook', []],
    ['Connecting – Offhook', [{ type: 'registration-connecting', at: 1 }]],
    ['Ready for incoming calls – Offhook', [ready]],
    ['Incoming call from Maria Santos – Offhook', [ready, mariaRings]],
    ['Incoming call from Maria Santos – Offhook', [ready, mariaRings, aliceRings]],
    ['Answering: Maria Santos – Offhook', [ready, mariaRings, answering]],
    ['Connected: Maria Santos – Offhook', [ready, mariaRings, answering, open]],
    ['Incoming call from alice – Offhook', [ready, mariaRings, answering, open, aliceRings]],
    ['Connecting: alice – Offhook', [ready, { type: 'connecting', at: 2, id: 'c', to: ALICE }]],
  ])('%s', (title, events) => {
    expect(pageTitle(events.reduce(reduce, newPhone(0)), 'US', { until: null })).toBe(title)
  })

  test('and says “Do not disturb” while calls could arrive, unless there is a call', () => {
    const title = (...events: PhoneEvent[]) =>
      pageTitle(events.reduce(reduce, newPhone(0)), 'US', { until: 'turned-off' })
    expect(title(ready)).toBe('Do not disturb – Offhook')
    expect(title()).toBe('Starting – Offhook')
    expect(title(ready, mariaRings)).toBe('Incoming call from Maria Santos – Offhook')
  })
})
