import type { Fault } from './fault.ts'

const NOT_IN = /Sign-in failed|Offline|Connecting/

/** Tokens, and who hands them out. */
export const tokenFaults: readonly Fault[] = [
  {
    name: 'token expired',
    cause: 'the exchange says that the token has expired (31205)',
    async run(stand) {
      const started = Date.now()
      await stand.trouble('expire')
      const backMs = await reachableAfter(stand, started)
      return { saw: 'a new token was fetched', backMs }
    },
  },
  {
    name: 'token revoked',
    cause: 'the exchange refuses this token from now on (31205) and says `close`',
    async run(stand) {
      const mark = stand.mark()
      const started = Date.now()
      await stand.trouble('revoke')
      return { saw: 'a new token was fetched', backMs: await stand.backAfter(mark, started) }
    },
  },
  {
    name: 'clock moved',
    cause: 'the exchange’s clock is two hours ahead for 5 s, and the socket ends: every token is too old',
    async run(stand) {
      const started = Date.now()
      await stand.trouble('clock', { ms: 7_200_000 })
      await stand.trouble('drop')
      const saw = await stand.says(NOT_IN)
      const noticedMs = Date.now() - started
      await stand.lasts(5_000)
      const mark = stand.mark()
      await stand.trouble('clear')
      const over = Date.now()
      return { saw: `“${saw}”`, noticedMs, backMs: await stand.backAfter(mark, over) }
    },
  },
]

/** Rung again: an expired token is renewed on the same socket, so that only the exchange's own word tells. */
async function reachableAfter(stand: Parameters<Fault['run']>[0], started: number): Promise<number> {
  const end = started + 20_000
  for (;;) {
    const clients: unknown = await stand.exchange.request('GET', '/clients')
    if (JSON.stringify(clients).includes('"registered":true,"sockets"')) return Date.now() - started
    if (Date.now() > end) throw new Error('No new token came.')
    await stand.lasts(25)
  }
}
