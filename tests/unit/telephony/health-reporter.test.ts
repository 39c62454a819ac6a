import { describe, expect, it } from 'vitest'
import { createHealthReporter } from '../../../src/renderer/telephony/health-reporter.ts'
import { createFakeLine } from '../../support/line/fake-line.ts'
import type { Microphone } from '../../../src/renderer/telephony/audio/microphone-watch.ts'
import type { HealthReport } from '../../../src/shared/ipc/contract.ts'
import { ACCESS_TOKEN } from './twilio/fake-sdk.ts'

function createReporter() {
  const sent: HealthReport[] = []
  const network = new EventTarget()
  const pauses: Array<() => void> = []
  const watchers: Array<() => void> = []
  const state = { now: 100, online: true }
  const microphone: Microphone & { state: HealthReport['microphone'] } = {
    state: 'usable',
    devices: '',
    check: () => undefined,
    setInCall: () => undefined,
    watch(onChange) {
      watchers.push(onChange)
      return () => void watchers.splice(watchers.indexOf(onChange), 1)
    },
  }
  const line = createFakeLine({ clock: () => state.now, automatic: false })
  const stop = createHealthReporter({
    line,
    microphone,
    network,
    online: () => state.online,
    clock: () => state.now,
    after(_ms, work) {
      pauses.push(work)
      return () => void pauses.splice(pauses.indexOf(work), 1)
    },
    send: (report) => sent.push(report),
  })
  return {
    sent,
    state,
    line,
    microphone,
    network,
    stop,
    pluggedIn: () => watchers.forEach((watcher) => watcher()),
    listening: () => watchers.length,
    pauseEnds: () => pauses.splice(0).forEach((work) => work()),
  }
}

describe('the health report', () => {
  it('is sent at the start, before any message has arrived', () => {
    const { sent } = createReporter()
    expect(sent).toEqual([{ lastMessageAt: null, acknowledgedAt: null, online: true, microphone: 'usable' }])
  })

  it('has the times of the last message and acknowledgement, and clears both when the registration is removed', async () => {
    const on = createReporter()
    on.line.register(ACCESS_TOKEN)
    on.line.registers()
    // The report is sent at once, so that the UI does not show a registration one second late.
    expect(on.sent.at(-1)).toMatchObject({ lastMessageAt: 100, acknowledgedAt: 100 })
    on.pauseEnds()
    on.state.now = 108
    on.line.beats()
    on.pauseEnds()
    expect(on.sent.at(-1)).toMatchObject({ lastMessageAt: 108, acknowledgedAt: 100 })
    await on.line.unregister()
    expect(on.sent.at(-1)).toMatchObject({ lastMessageAt: null, acknowledgedAt: null })
  })

  it('is sent twice for many messages: for the first one at once, and for the last one after the pause', () => {
    const on = createReporter()
    on.pauseEnds()
    for (let n = 1; n <= 50; n += 1) {
      on.state.now = 100 + n
      on.line.beats()
    }
    expect(on.sent.slice(1)).toMatchObject([{ lastMessageAt: 101 }])
    on.pauseEnds()
    expect(on.sent.slice(1)).toMatchObject([{ lastMessageAt: 101 }, { lastMessageAt: 150 }])
    on.pauseEnds()
    expect(on.sent).toHaveLength(3)
  })

  it('is sent repeatedly without changes, so that the main process can detect a page that hangs', () => {
    const on = createReporter()
    on.pauseEnds()
    expect(on.sent).toHaveLength(1)
    for (let n = 0; n < 4; n += 1) on.pauseEnds()
    expect(on.sent).toHaveLength(3)
  })

  it('has the current state of the network and of the microphone', () => {
    const on = createReporter()
    on.pauseEnds()
    on.state.online = false
    on.network.dispatchEvent(new Event('offline'))
    on.pauseEnds()
    on.microphone.state = 'missing'
    on.pluggedIn()
    expect(on.sent.slice(1)).toMatchObject([
      { online: false, microphone: 'usable' },
      { online: false, microphone: 'missing' },
    ])
  })

  it('is not sent after the reporter has been stopped', () => {
    const on = createReporter()
    on.stop()
    on.line.register(ACCESS_TOKEN)
    on.line.registers()
    on.network.dispatchEvent(new Event('offline'))
    on.pauseEnds()
    expect(on.sent).toHaveLength(1)
    expect(on.listening()).toBe(0)
  })
})
