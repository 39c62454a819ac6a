import type { RTCCertificate } from 'werift'
import { createWeriftLeg, weriftLegs } from '../../../exchange/media/legs/werift-leg.ts'
import type { Clock } from '../../../exchange/lib/clock.ts'
import type { LegEvent, MediaLeg, MediaLegOptions } from '../../../exchange/media/types.ts'
import { createTestPeer, type PeerCodec, type TestPeer } from './werift-peer.ts'

/** A leg with its client, both on loopback, and the events of the leg. */
export interface TestCall {
  leg: MediaLeg
  peer: TestPeer
  /** Events so far; frames are copied. */
  events: LegEvent[]
  /** Resolves with the first event for which `wanted` holds, past or future. */
  waitForEvent(wanted: (event: LegEvent) => boolean): Promise<LegEvent>
  end(): Promise<void>
}

export function createTestCall(
  telephoneEvent = true,
  wishes?: readonly PeerCodec[],
  options: MediaLegOptions & { readonly clock?: Clock } = {},
  certificate?: RTCCertificate,
): TestCall {
  const leg = options.clock ? weriftLegs(options.clock)(options) : createWeriftLeg(options)
  const peer = createTestPeer(telephoneEvent, wishes, certificate)
  const events: LegEvent[] = []
  const waiting = new Set<(event: LegEvent) => void>()
  leg.on((event) => {
    const kept = event.type === 'frame' ? { ...event, frame: event.frame.slice() } : event
    events.push(kept)
    for (const look of waiting) look(kept)
  })
  return {
    leg,
    peer,
    events,
    waitForEvent: (wanted) =>
      new Promise((resolve) => {
        const before = events.find(wanted)
        if (before) {
          resolve(before)
          return
        }
        const look = (event: LegEvent): void => {
          if (!wanted(event)) return
          waiting.delete(look)
          resolve(event)
        }
        waiting.add(look)
      }),
    async end() {
      await Promise.all([leg.close(), peer.close()])
    },
  }
}

/** The client offers, as in a call it places. */
export async function connect(call: TestCall): Promise<TestCall> {
  await call.peer.accept(await call.leg.answer(await call.peer.offer()))
  await bothConnected(call)
  return call
}

/** The leg offers, as in an invite. */
export async function invite(call: TestCall): Promise<TestCall> {
  await call.leg.accept(await call.peer.answer(await call.leg.offer()))
  await bothConnected(call)
  return call
}

async function bothConnected(call: TestCall): Promise<void> {
  await Promise.all([
    call.waitForEvent((event) => event.type === 'state' && event.state === 'connected'),
    call.peer.connected(),
  ])
}
