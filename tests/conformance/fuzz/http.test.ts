import { expect, test } from 'vitest'
import { runHttpFuzz } from '../../fuzz/http/run-http.ts'
import { testSeed } from '../../support/random/seed.ts'

/** `npm run fuzz -- http` sends 20,000. */
const REQUESTS = 800

test('whatever the token service and the exchange are sent, no 500, no crash, and they serve afterwards', async () => {
  const seed = testSeed()
  console.log(`seed ${seed}`)
  const result = await runHttpFuzz({ requests: REQUESTS, slowSockets: 40, seed, say: console.log })
  console.log(JSON.stringify(result))
  expect(result).toMatchObject({ ok: true, failures: [], badSignatures: [], servesAfterwards: 'yes' })
}, 120_000)
