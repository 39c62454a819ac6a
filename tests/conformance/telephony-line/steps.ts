/** The steps of the cases. Each step waits for the reports of the line that it expects. */
import assert from 'node:assert/strict'
import type { SignallingActivity } from '../../../src/renderer/telephony/telephony-line.ts'
import type { TelephonyEvent } from '../../../src/shared/domain/events.ts'
import type { CallId, EndReason } from '../../../src/shared/domain/phone.ts'
import type { LineHarness, LineReport } from './harness.ts'

type Saying<T extends LineReport['type']> = Extract<LineReport, { type: T }>

/** Returns the types of all reports of this call so far. */
export function lifeOf({ reports }: LineHarness, id: CallId): string[] {
  return reports.entries.filter((report) => 'id' in report && report.id === id).map(({ type }) => type)
}

/** Waits for the first report of this type, and of this call if `id` is given, from index `from` on. */
export async function heard<T extends LineReport['type']>(
  { reports }: LineHarness,
  type: T,
  { id, from = 0 }: { id?: CallId; from?: number } = {},
): Promise<Saying<T>> {
  const isIt = (report: LineReport): report is Saying<T> =>
    report.type === type && (id === undefined || ('id' in report && report.id === id))
  const found = await reports.waitFor(id === undefined ? type : `${type} of ${id}`, isIt, { from })
  assert.ok(isIt(found))
  return found
}

/** Waits for this signalling activity from index `from` on. */
export async function sign({ reports }: LineHarness, wanted: SignallingActivity, from = 0): Promise<void> {
  await reports.waitFor(`the sign ${wanted}`, (report) => report.type === 'sign' && report.sign === wanted, {
    from,
  })
}

/** Registers the line with a valid access token and waits until calls can arrive. */
export async function becomeReady(harness: LineHarness): Promise<void> {
  await harness.line.open('good')
  await heard(harness, 'registration-registered')
}

/** Returns the number of reports so far, as an index for later reports. */
export function now({ reports }: LineHarness): number {
  return reports.entries.length
}

/** Places a call to the line and waits until it rings. */
export async function beCalled(harness: LineHarness, from = '+12025550177', callerName?: string) {
  const mark = now(harness)
  const call = await harness.far.rings(from, callerName)
  const incoming = await heard(harness, 'incoming', { from: mark })
  return { call, id: incoming.id, incoming }
}

/** Places a call to the line and accepts it. */
export async function beInCall(harness: LineHarness) {
  const called = await beCalled(harness)
  await harness.line.accept(called.id)
  await heard(harness, 'connected', { id: called.id })
  await called.call.isAnswered()
  return called
}

/** Waits for the end of the call and checks its end reason. */
export async function endedAs(
  harness: LineHarness,
  id: CallId,
  endReason: EndReason,
): Promise<Saying<'ended'>> {
  const end = await heard(harness, 'ended', { id })
  assert.equal(end.endReason, endReason, `${id} ended as ${end.endReason} (${end.detail ?? 'no detail'})`)
  return end
}

/** Checks the order of the events of each call: one start, one end, and no event after the end. */
export function assertEventOrder({ reports }: LineHarness): void {
  const over = new Set<CallId>()
  const placed = new Set<CallId>()
  for (const report of reports.entries) {
    if (!isAboutCall(report)) continue
    assert.ok(!over.has(report.id), `${report.type} after ${report.id} had ended`)
    if (report.type === 'incoming') {
      assert.ok(!placed.has(report.id), `${report.id} began twice`)
      placed.add(report.id)
    }
    if (report.type === 'ended') over.add(report.id)
  }
}

function isAboutCall(report: LineReport): report is Extract<TelephonyEvent, { id: CallId }> {
  return 'id' in report
}
