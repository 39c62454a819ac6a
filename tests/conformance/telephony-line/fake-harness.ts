import { createFakeLine, type FakeLine } from '../../support/line/fake-line.ts'
import type { AccessToken } from '../../../src/shared/ipc/contract.ts'
import type { CallId, EndReason } from '../../../src/shared/domain/phone.ts'
import { createEventRecorder } from '../../support/events/event-recorder.ts'
import type { Answering, FarCall, LineHarness, LineReport, RemoteLine, TicketKind } from './harness.ts'

const IDENTITY = 'maria'

const numbers: Readonly<Record<Answering, string>> = {
  answers: '+12025550101',
  busy: '+12025550103',
  rejects: '+12025550105',
  'never-answers': '+12025550104',
  'not-in-service': '+12025550199',
  'all-decline': '+12025550190',
  'is-offline': '+12025550191',
  'is-rejected': '+12025550192',
  'application-fails': '+12025550193',
  'busy-once-connected': '+12025550194',
}

const NOTHING: Partial<Record<string, EndReason>> = {
  [numbers.busy]: 'busy',
  [numbers.rejects]: 'busy',
  [numbers['not-in-service']]: 'unreachable',
  [numbers['all-decline']]: 'busy',
  [numbers['is-offline']]: 'unreachable',
  [numbers['is-rejected']]: 'unreachable',
  [numbers['application-fails']]: 'application-error',
}

/** Creates a harness for the fake line, which also simulates the exchange and the remote users. */
export async function fakeHarness(): Promise<LineHarness> {
  const reports = createEventRecorder<LineReport>('fake line')
  let ticks = 0
  const line = createFakeLine({
    clock: () => ++ticks,
    onTokenWanted: () => reports.add({ type: 'token-wanted' }),
  })
  line.subscribe((event) => reports.add(event))
  line.onActivity((sign) => reports.add({ type: 'sign', sign }))
  let placed: CallId = ''
  let ringing: CallId = ''

  return {
    identity: IDENTITY,
    reports,
    line: {
      ...remotely(line),
      async open(kind) {
        line.register(tokenOf(kind))
        if (kind === 'refused') line.refuses('token-invalid')
      },
      async dial(id, to) {
        placed = id
        line.dial(id, to)
        queueMicrotask(() => answerAs(line, id, to))
      },
    },
    far: {
      numbers,
      async rings(from, callerName) {
        ringing = line.ring(from, callerName === undefined ? {} : { callerName })
        return farCall(line, ringing, reports)
      },
      placed: async () => farCall(line, placed, reports),
      anotherDevice: async () => ({
        accepts: async () => line.callerGivesUp(ringing),
        leaves: async () => undefined,
      }),
      async dropsSocket() {
        line.goesOffline('signalling-unreachable')
        line.comesToNothing(placed, 'connection-lost')
        for (const { id } of openCalls(reports)) {
          line.breaksOff(id)
          line.comesBack(id)
        }
        line.registers()
      },
      stalls: async () => undefined,
      async outage() {
        line.goesOffline('signalling-unreachable')
        for (const { id } of openCalls(reports)) line.breaksOff(id)
        return { ends: async () => line.registers() }
      },
      async refuses() {
        line.goesOffline('signalling-unreachable')
        return { ends: async () => line.registers() }
      },
      async closesSignalling() {
        line.goesOffline('signalling-unreachable')
        reports.add({ type: 'token-wanted' })
      },
      expiresToken: async () => line.expires(),
      // The fake line has no audio.
      microphone: async () => undefined,
    },
    close: () => line.unregister(),
  }
}

function remotely(line: FakeLine): Omit<RemoteLine, 'open' | 'dial'> {
  return {
    accept: async (id) => line.accept(id),
    reject: async (id) => line.reject(id),
    hangup: async (id) => line.hangup(id),
    mute: async (id, muted) => line.mute(id, muted),
    sendDigits: async (id, digits) => line.sendDigits(id, digits),
    restart: async () => line.reconnect(),
    close: () => line.unregister(),
  }
}

function tokenOf(kind: TicketKind): AccessToken {
  return { token: kind, identity: IDENTITY, signallingHost: 'localhost:1' }
}

/** Simulates the remote end of a number. A call that is neither answered nor cancelled ends with `not-answered`. */
function answerAs(line: FakeLine, id: CallId, to: string): void {
  const endReason = NOTHING[to]
  if (endReason !== undefined) {
    line.comesToNothing(id, endReason)
    return
  }
  line.remoteRings(id)
  if (to === numbers['busy-once-connected']) {
    line.remoteAnswers(id)
    line.remoteHangsUp(id)
    return
  }
  if (to === numbers.answers) line.remoteAnswers(id)
  else setImmediate(() => line.comesToNothing(id, 'not-answered'))
}

function farCall(line: FakeLine, id: CallId, reports: LineHarness['reports']): FarCall {
  return {
    async hangsUp() {
      line.callerGivesUp(id)
      line.remoteHangsUp(id)
    },
    async isAnswered() {
      await reports.waitFor('the answer', (report) => report.type === 'connected' && report.id === id)
    },
    async heardDigits(digits) {
      const heard = line.sent.flatMap((request) =>
        request.type === 'digits' && request.id === id ? [request.digits] : [],
      )
      if (heard.join('') !== digits) throw new Error(`Heard ${heard.join('')} and not ${digits}.`)
    },
    async isOver() {
      await reports.waitFor('the end', (report) => report.type === 'ended' && report.id === id)
    },
  }
}

function openCalls(reports: LineHarness['reports']): Array<{ id: CallId }> {
  const open = new Map<CallId, { id: CallId }>()
  for (const report of reports.entries) {
    if (report.type === 'connected') open.set(report.id, report)
    if (report.type === 'ended') open.delete(report.id)
  }
  return [...open.values()]
}
