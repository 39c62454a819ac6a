import { testSeed } from '../../support/random/seed.ts'
import { runSoak } from '../../soak/run-soak.ts'
import { expect, test } from '../fixtures/offhook.ts'

/** `npm run soak` goes on for ten. */
const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 1)

test('every ring of a soak is alerted once and ends once', async ({ executable }) => {
  test.setTimeout(MINUTES * 60_000 + 120_000)
  const seed = testSeed()
  console.log(`seed ${seed}`)
  const result = await runSoak({ executable, minutes: MINUTES, seed, say: (words) => console.log(words) })
  console.log(JSON.stringify(result))
  expect(result).toMatchObject({ ok: true, lost: 0, ghosts: 0 })
})
