import type { Fault } from './fault.ts'

const NOT_IN = /Sign-in failed|Offline|Connecting/

/** Tokens, and who hands them out. */
export const tokenFaults: readonly Fault[] = [
  {
    name: 'token expired',
    cause: 'the exchange says that the token has expired (31205)',
    async run(testbed) {
      const started = Date.now()
      await testbed.trouble('expire')
      const backMs = await reachableAfter(testbed, started)
      return { saw: 'a new token was fetched', backMs }
    },
  },
  {
    name: 'token revoked',
    cause: 'the exchange refuses this token from now on (31205) and says `close`',
    async run(testbed) {
      const mark = testbed.mark()
      const started = Date.now()
      await testbed.trouble('revoke')
      return { saw: 'a new token was fetched', backMs: await testbed.backAfter(mark, started) }
    },
  },
  {
    name: 'clock moved',
    cause: 'the exchange’s clock is two hours ahead for 5 s, and the socket ends: every token is too old',
    async run(testbed) {
      const started = Date.now()
      await testbed.trouble('clock', { ms: 7_200_000 })
      await testbed.trouble('drop')
      const saw = await testbed.says(NOT_IN)
      const noticedMs = Date.now() - started
      await testbed.lasts(5_000)
      const mark = testbed.mark()
      await testbed.trouble('clear')
      const over = Date.now()
      return { saw: `“${saw}”`, noticedMs, backMs: await testbed.backAfter(mark, over) }
    },
  },
]

/** Rung again: an expired token is renewed on the same socket, so that only the exchange's own word tells. */
async function reachableAfter(testbed: Parameters<Fault['run']>[0], started: number): Promise<number> {
  const end = started + 20_000
  for (;;) {
    const clients: unknown = await testbed.exchange.request('GET', '/clients')
    if (JSON.stringify(clients).includes('"registered":true,"sockets"')) return Date.now() - started
    if (Date.now() > end) throw new Error('No new token came.')
    await testbed.lasts(25)
  }
}
