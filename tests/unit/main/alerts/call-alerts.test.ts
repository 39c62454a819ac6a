import { describe, expect, test } from 'vitest'
import { createCallAlerts } from '../../../../src/main/alerts/call-alerts.ts'
import { createAttention } from '../../../../src/main/alerts/attention.ts'
import { createReplica } from '../../../../src/main/ipc/replica.ts'
import type { CallDecision, DoNotDisturb } from '../../../../src/shared/ipc/contract.ts'
import { ESCALATION_TIMEOUT_MS } from '../../../../src/shared/domain/alert-timing.ts'
import { newPhone, type RingingCall } from '../../../../src/shared/domain/phone.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { createFakeIncomingCallWindow } from '../../../support/main/fake-incoming-call-window.ts'

const ringing = (id: string): RingingCall => ({
  id,
  sid: id,
  direction: 'incoming',
  state: 'ringing',
  party: { kind: 'number', address: '+12025550142', name: null },
  startedAt: 1,
})

function setUp() {
  const fakeClock = createFakeClock()
  const { clock, timers } = fakeClock
  const log = createMemoryLog()
  const replica = createReplica({ clock, log })
  const popup = createFakeIncomingCallWindow()
  const commands: CallDecision[] = []
  const attention: boolean[] = []
  let doNotDisturb: DoNotDisturb = { until: null, mode: 'silent', system: 'off' }
  const alerts = createCallAlerts({
    replica,
    doNotDisturb: () => doNotDisturb,
    country: 'US',
    incomingCallWindow: popup,
    onAttention: (wanted) => attention.push(wanted),
    onCommand: (command) => commands.push(command),
    clock,
    timers,
    log,
  })
  let revision = 0
  return {
    fakeClock,
    replica,
    popup,
    commands,
    attention,
    alerts,
    rings: (...ids: readonly string[]) => {
      revision += 1
      replica.accept({ revision, phone: { ...newPhone(1), calls: ids.map(ringing) } })
    },
    setDoNotDisturb: (next: Partial<DoNotDisturb>) => {
      doNotDisturb = { ...doNotDisturb, ...next }
      alerts.refresh()
    },
  }
}

describe('the call window', () => {
  test('opens when the notification status stays unknown, and closes with the call', async () => {
    const { rings, popup, fakeClock } = setUp()
    rings('CA1')
    expect(popup.calls).toEqual([])
    await fakeClock.advance(ESCALATION_TIMEOUT_MS.reply)
    expect(popup.calls).toEqual(['CA1'])
    rings()
    expect(popup.calls).toEqual([])
    expect(fakeClock.due).toEqual([])
  })

  test('stays open while the call rings, even after the reason for opening it has passed', async () => {
    const { rings, popup, alerts, setDoNotDisturb, fakeClock } = setUp()
    setDoNotDisturb({ system: 'unknown' })
    rings('CA1')
    alerts.onNotificationStatus('CA1', { status: 'shown', buttons: true })
    await fakeClock.advance(ESCALATION_TIMEOUT_MS.unknownDnd)
    expect(popup.calls).toEqual(['CA1'])
    alerts.onNotificationStatus('CA1', { status: 'requested' })
    expect(popup.calls).toEqual(['CA1'])
    alerts.onNotificationStatus('CA1', { status: 'shown', buttons: true })
    setDoNotDisturb({ system: 'off' })
    expect(popup.calls).toEqual(['CA1'])
  })

  test('ignores a decision about a call that has only just appeared in it', () => {
    const { rings, popup, alerts, commands } = setUp()
    rings('CA1')
    alerts.onNotificationStatus('CA1', { status: 'failed' })
    popup.settled = false
    expect(alerts.decide({ type: 'accept', id: 'CA1' })).toMatchObject({ ok: false })
    expect(commands).toEqual([])
    popup.settled = true
    expect(alerts.decide({ type: 'accept', id: 'CA1' })).toEqual({ ok: true })
    expect(commands).toEqual([{ type: 'accept', id: 'CA1' }])
  })

  test('closes when the phone is gone', async () => {
    const { rings, popup, replica, alerts } = setUp()
    rings('CA1')
    alerts.onNotificationStatus('CA1', { status: 'failed' })
    expect(popup.calls).toEqual(['CA1'])
    replica.gone('renderer-gone')
    expect(popup.calls).toEqual([])
  })

  test('shows only the calls that need it, at most three at a time', () => {
    const { rings, popup, alerts } = setUp()
    rings('CA1', 'CA2', 'CA3', 'CA4', 'CA5')
    alerts.onNotificationStatus('CA1', { status: 'shown', buttons: true })
    for (const id of ['CA2', 'CA3', 'CA4', 'CA5']) alerts.onNotificationStatus(id, { status: 'failed' })
    expect(popup.calls).toEqual(['CA2', 'CA3', 'CA4'])
    expect(alerts.view.more).toBe(1)
  })

  test('sends one command for a call that it shows, and none for any other call', () => {
    const { rings, alerts, commands } = setUp()
    rings('CA1', 'CA2')
    alerts.onNotificationStatus('CA1', { status: 'failed' })
    expect(alerts.decide({ type: 'accept', id: 'CA2' })).toMatchObject({ ok: false })
    expect(alerts.decide({ type: 'accept', id: 'CA9' })).toMatchObject({ ok: false })
    expect(alerts.decide({ type: 'accept', id: 'CA1' })).toEqual({ ok: true })
    expect(commands).toEqual([{ type: 'accept', id: 'CA1' }])
  })

  test('follows do not disturb while a call rings', () => {
    const { rings, popup, alerts, setDoNotDisturb, attention } = setUp()
    rings('CA1')
    alerts.onNotificationStatus('CA1', { status: 'failed' })
    setDoNotDisturb({ until: 'turned-off' })
    expect(popup.calls).toEqual([])
    setDoNotDisturb({ until: null })
    expect(popup.calls).toEqual(['CA1'])
    expect(attention).toEqual([true, false, true])
  })

  test('stays closed after Offhook stops', async () => {
    const { rings, popup, alerts, attention } = setUp()
    rings('CA1')
    alerts.onNotificationStatus('CA1', { status: 'failed' })
    await alerts.dispose()
    rings('CA1', 'CA2')
    expect(popup.calls).toEqual([])
    expect(attention).toEqual([true, false])
  })
})

describe('attention requests', () => {
  test('the dock icon bounces once and stops', () => {
    const said: string[] = []
    const attention = createAttention({
      dock: {
        bounce: (type) => said.push(`bounce ${type}`),
        cancelBounce: (id) => said.push(`cancel ${id}`),
      },
      window: () => undefined,
    })
    attention(true)
    attention(false)
    expect(said).toEqual(['bounce critical', 'cancel 1'])
  })

  test('the taskbar flashes where there is no dock, and nothing happens without a window', () => {
    const said: boolean[] = []
    createAttention({ dock: undefined, window: () => ({ flashFrame: (flag) => said.push(flag) }) })(true)
    createAttention({ dock: undefined, window: () => undefined })(true)
    expect(said).toEqual([true])
  })
})
