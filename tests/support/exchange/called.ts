import { openTown, type Town } from './town.ts'
import type { TestClient } from './test-client.ts'

/** A call to alice, and those who have to do with it. */
export interface Called {
  readonly town: Town
  readonly alice: TestClient
  /** The caller's leg. */
  readonly sid: string
  /** Alice's leg. */
  readonly callsid: string
  readonly reconnect: unknown
}

/** A new town in which alice is being rung. `timeout` in seconds. */
export async function ringing(timeout?: number): Promise<Called> {
  const town = await openTown()
  const alice = await town.registered('alice')
  const { sid } = town.exchange.calls.place({
    to: 'client:alice',
    ...(timeout === undefined ? {} : { timeout }),
  })
  const { callsid, reconnect } = await alice.next('invite')
  return { town, alice, sid, callsid: String(callsid), reconnect }
}

/** The same after she has answered with this ICE ufrag, and both are connected. */
export async function talking(ufrag = 'first'): Promise<Called> {
  const called = await ringing()
  called.alice.accept(called.callsid, ufrag)
  await called.town.happens('bridged', { callSid: called.sid })
  return called
}
