import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import type { TestAccount } from '../../support/app/account.ts'
import { accessToken } from '../../support/app/account.ts'
import { connectClient } from '../../support/exchange/test-client.ts'
import { createTestPeer, type TestPeer } from '../../support/media/werift-peer.ts'
import type { ExchangeProcess } from '../testbed/servers.ts'

/** Somebody who talks to an echo and measures how long it takes. */
export interface EchoCaller {
  /** Talks from now on, a frame every 20 ms; the answer stops it and gives the times there and back, in ms. */
  talk(): () => readonly number[]
  /** Says at the exchange that the caller is still there. */
  nod(): void
  close(): Promise<void>
}

const FRAME_MS = 20
const FRAME_BYTES = 160

/** Calls the echo of an exchange, over its signalling. */
export async function callExchange(exchange: ExchangeProcess, account: TestAccount): Promise<EchoCaller> {
  const client = await connectClient(Number(exchange.host.split(':')[1]))
  await client.register(accessToken(account, `caller_${randomUUID().replaceAll('-', '')}`))
  const peer = createTestPeer()
  const callsid = `TJS${randomUUID()}`
  client.send('invite', { callsid, sdp: await peer.offer(), twilio: { params: '' } })
  const { sdp } = await client.next('answer')
  await peer.accept(String(sdp))
  await peer.connected()
  return {
    ...talker(peer),
    nod: () => client.sendText('\n'),
    async close() {
      client.close()
      await peer.close()
    },
  }
}

/** Calls anything that answers an offer and sends back what it hears. */
export async function callEcho(answer: (offer: string) => Promise<string>): Promise<EchoCaller> {
  const peer = createTestPeer()
  await peer.accept(await answer(await peer.offer()))
  await peer.connected()
  return { ...talker(peer), nod: () => undefined, close: () => peer.close() }
}

/** Every frame carries its number, and comes back with it. */
function talker(peer: TestPeer): Pick<EchoCaller, 'talk'> {
  let sentAt = new Map<number, number>()
  let times: number[] = []
  let frames = 0
  // It looks at every packet, and no packet is the one it waits for.
  void peer.waitForPacket(({ payload }) => {
    const number = payload.length === FRAME_BYTES ? payload.readUInt32BE(0) : 0
    const at = sentAt.get(number)
    if (at !== undefined) times.push(performance.now() - at)
    sentAt.delete(number)
    return false
  })
  return {
    talk() {
      sentAt = new Map()
      times = []
      const timer = setInterval(() => {
        frames += 1
        const frame = Buffer.alloc(FRAME_BYTES, 0xff)
        frame.writeUInt32BE(frames, 0)
        sentAt.set(frames, performance.now())
        peer.send(frame)
      }, FRAME_MS)
      return () => {
        clearInterval(timer)
        return times
      }
    },
  }
}
