import { openTestbed, type Testbed } from './testbed.ts'
import type { TestClient } from './test-client.ts'

/** A call to alice. */
export interface CallFixture {
  readonly testbed: Testbed
  readonly alice: TestClient
  /** The caller's leg. */
  readonly sid: string
  /** Alice's leg. */
  readonly callsid: string
  readonly reconnect: unknown
}

/** A new testbed in which alice is being rung. `timeout` in seconds. */
export async function ringingCall(timeout?: number): Promise<CallFixture> {
  const testbed = await openTestbed()
  const alice = await testbed.registered('alice')
  const { sid } = testbed.exchange.calls.place({
    to: 'client:alice',
    ...(timeout === undefined ? {} : { timeout }),
  })
  const { callsid, reconnect } = await alice.next('invite')
  return { testbed, alice, sid, callsid: String(callsid), reconnect }
}

/** The same after she has answered with this ICE ufrag, and both are connected. */
export async function connectedCall(ufrag = 'first'): Promise<CallFixture> {
  const called = await ringingCall()
  called.alice.accept(called.callsid, ufrag)
  await called.testbed.waitForEvent('bridged', { callSid: called.sid })
  return called
}
